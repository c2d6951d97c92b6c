import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEtcd } from '@flotilla/testing';
import type { Guarded } from './guarded';
import type { SecretsProgram } from './secrets-program';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function ask(address: string, path: string, body: object, token?: string): Promise<Response> {
  const headers = { ...(token !== undefined && { authorization: token }) };
  return fetch(`${address}/v3/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function tokenOf(address: string, secrets: SecretsProgram, who: string): Promise<string> {
  const isOperator = who === 'operator';
  const name = isOperator ? 'root' : await secrets.read(`${who}/etcd-username`);
  const password = await secrets.read(isOperator ? 'etcd-password' : `${who}/etcd-password`);
  const answer = await ask(address, 'auth/authenticate', { name, password });
  return ((await answer.json()) as { token: string }).token;
}

interface Role {
  readwrite: string[];
  read: string[];
}

export const guardedEtcd: Guarded = {
  start: (program) => startEtcd({ program }),
  handed: ['greeter', 'orders', 'gateway', 'load'].flatMap((program) => [
    `${program}/etcd-username`,
    `${program}/etcd-password`,
  ]),
  shown: /^ETCD_PASSWORD=\S{32}\nGRAFANA_PASSWORD=\S{32}\n$/,
  async permits(address, secrets, who, deed, service) {
    const token = who === 'nobody' ? undefined : await tokenOf(address, secrets, who);
    const key = base64(
      deed === 'register' ? `/flotilla/instances/${service}/1` : `/flotilla/policies/${service}`,
    );
    const [path, body] = deed === 'read' ? ['range', { key }] : ['put', { key, value: base64('{}') }];
    const answer = await ask(address, `kv/${path}`, body, token);
    const text = await answer.text();
    if (!answer.ok && !/permission denied|user name is empty/.test(text)) throw new Error(`${path}: ${text}`);
    return answer.ok;
  },
  async changeRules(settings) {
    const path = join(settings, 'etcd', 'roles.json');
    const { gateway, orders, greeter } = JSON.parse(await readFile(path, 'utf8')) as Record<string, Role>;
    const changed = {
      greeter: { readwrite: greeter?.read, read: [] },
      orders: { readwrite: [], read: orders?.readwrite },
      gateway: { ...gateway, read: gateway?.read.filter((key) => key !== '/flotilla/policies/orders') },
    };
    await writeFile(path, JSON.stringify(changed));
  },
};
