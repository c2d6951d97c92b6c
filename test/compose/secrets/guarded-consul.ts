import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, Program, until } from '@flotilla/testing';
import type { Deed, Guarded, Running } from './guarded';

const config = join(__dirname, '..', '..', '..', 'compose', 'consul', 'server.hcl');

/** The fleet's Consul, on ports and data of its own. */
async function start(consul: string): Promise<Running> {
  const data = await mkdtemp(join(tmpdir(), 'flotilla-consul-'));
  const [http, serf, server] = await Promise.all([freePort(), freePort(), freePort()]);
  const ports = [`-http-port=${http}`, `-serf-lan-port=${serf}`, `-server-port=${server}`];
  const own = [`-data-dir=${data}`, '-client=127.0.0.1', ...ports];
  const program = new Program(consul, ['agent', `-config-file=${config}`, ...own]);
  const address = `http://127.0.0.1:${http}`;
  const close = async (): Promise<void> => {
    await program.stop();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await until('Consul has a leader', 20_000, () => leads(address));
  } catch (error) {
    await close();
    throw new Error(program.output, { cause: error });
  }
  return { address, close };
}

async function leads(address: string): Promise<boolean> {
  const answer = await fetch(`${address}/v1/status/leader`).catch(() => undefined);
  return answer?.ok === true && (await answer.text()).includes(':');
}

function requestFor(deed: Deed, service: string): [string, RequestInit] {
  if (deed === 'register') {
    const body = JSON.stringify({ Name: service, ID: `${service}-1`, Port: 1 });
    return ['agent/service/register', { method: 'PUT', body }];
  }
  const content = deed === 'write' && { method: 'PUT', body: '{}' };
  return [`kv/flotilla/policies/${service}`, { ...content }];
}

export const guardedConsul: Guarded = {
  start,
  handed: ['greeter', 'orders', 'gateway', 'load', 'prometheus'].map((program) => `${program}/consul-token`),
  shown: /^CONSUL_HTTP_TOKEN=[-\w]{36}\nGRAFANA_PASSWORD=\S{32}\n$/,
  async permits(address, secrets, who, deed, service) {
    const file = who === 'operator' ? 'consul-token' : `${who}/consul-token`;
    const token = who === 'nobody' ? '' : await secrets.read(file);
    const [path, request] = requestFor(deed, service);
    const answer = await fetch(`${address}/v1/${path}`, { ...request, headers: { 'x-consul-token': token } });
    // Who may read finds that there is none.
    if (![200, 403, 404].includes(answer.status)) throw new Error(`${path}: ${await answer.text()}`);
    return answer.status !== 403;
  },
  async changeRules(settings) {
    const path = (program: string): string => join(settings, 'consul', 'policies', `${program}.hcl`);
    await writeFile(path('greeter'), 'key "flotilla/policies/greeter" { policy = "write" }');
    await writeFile(path('orders'), 'service "orders" { policy = "read" }');
    const rules = await readFile(path('gateway'), 'utf8');
    await writeFile(
      path('gateway'),
      rules.replace('"flotilla/policies/orders"', '"flotilla/policies/other"'),
    );
  },
};
