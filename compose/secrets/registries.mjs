import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ConsulAcl } from './consul-acl.mjs';
import { EtcdAuth } from './etcd-auth.mjs';

/**
 * Lets each program into a registry with rights of its own.
 *
 * @type {Readonly<Record<string, (options: {
 *   address?: string, settings: string, store: import('./secret-store.mjs').SecretStore
 * }) => Promise<void>>>}
 */
export const guard = {
  async consul({ address = 'http://consul:8500', settings, store }) {
    const acl = new ConsulAcl(address, store);
    await acl.bootstrap();
    const folder = join(settings, 'consul/policies');
    for (const file of readdirSync(folder)) {
      const program = basename(file, '.hcl');
      const token = await acl.grant(program, readFileSync(join(folder, file), 'utf8'));
      if (program === 'agent') await acl.equipAgent(token);
      else store.write(`${program}/consul-token`, token);
    }
  },

  async etcd({ address = 'http://etcd:2379', settings, store }) {
    const auth = new EtcdAuth(address, store);
    await auth.bootstrap();
    const roles = JSON.parse(readFileSync(join(settings, 'etcd/roles.json'), 'utf8'));
    for (const [program, role] of Object.entries(roles)) await auth.grant(program, role);
    await auth.enable();
  },
};
