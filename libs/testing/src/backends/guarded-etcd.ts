import { etcdRegistry } from '@flotilla/discovery';
import type { EtcdRegistryOptions } from '@flotilla/discovery';
import { startEtcd } from './etcd-server';
import type { StartEtcdOptions } from './etcd-server';
import type { GuardedRegistry, Visitor } from './guarded-registry';
import { sendJson } from './send-json';

const credentials: Readonly<Record<Visitor, EtcdRegistryOptions>> = {
  member: { username: 'member', password: 'secret' },
  newcomer: { username: 'newcomer', password: 'secret' },
  impostor: { username: 'member', password: 'wrong' },
  stranger: {},
};

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** An etcd with authentication, where a user's role says what it may. */
export async function startGuardedEtcd(
  options: Pick<StartEtcdOptions, 'program' | 'flags'> = {},
): Promise<GuardedRegistry> {
  const etcd = await startEtcd(options);
  const { address } = etcd;
  const ask = (path: string, body: object, headers?: Record<string, string>): Promise<unknown> =>
    sendJson('POST', `${address}/v3/auth/${path}`, body, headers);
  const perm = { permType: 'READWRITE', key: base64('/flotilla/'), range_end: base64('/flotilla0') };
  for (const name of ['root', 'member', 'newcomer']) await ask('user/add', { name, password: 'secret' });
  for (const name of ['root', 'member']) {
    await ask('role/add', { name });
    await ask('user/grant', { user: name, role: name });
  }
  await ask('role/grant', { name: 'member', perm });
  await ask('enable', {});
  const root = await ask('authenticate', { name: 'root', password: 'secret' });
  const { token } = root as { token: string };
  return {
    address,
    open: (visitor) => etcdRegistry({ endpoints: address, ...credentials[visitor] }),
    permit: async (allowed) => {
      const grant = { role: 'member', ...(allowed ? { user: 'newcomer' } : { name: 'newcomer' }) };
      await ask(allowed ? 'user/grant' : 'user/revoke', grant, { authorization: token });
    },
    close: () => etcd.close(),
  };
}
