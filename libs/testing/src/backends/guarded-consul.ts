import { randomUUID } from 'node:crypto';
import { consulRegistry } from '@flotilla/discovery';
import { startConsul } from './consul-agent';
import type { GuardedRegistry, Visitor } from './guarded-registry';
import { sendJson } from './send-json';

const rules = `
  service_prefix "greeter" { policy = "write" }
  node_prefix "" { policy = "read" }
  key_prefix "flotilla/policies/" { policy = "write" }`;

/** A Consul agent with ACLs, default deny. */
export async function startGuardedConsul(): Promise<GuardedRegistry> {
  const managementToken = randomUUID();
  const tokens: Partial<Record<Visitor, string>> = { impostor: randomUUID() };
  const consul = await startConsul({ managementToken });
  const { address } = consul;
  const administer = (path: string, body: object): Promise<unknown> =>
    sendJson('PUT', `${address}/v1/acl/${path}`, body, { 'x-consul-token': managementToken });
  const issue = async (visitor: Visitor, policies: object[]): Promise<string> => {
    const token = await administer('token', { Policies: policies });
    const { AccessorID, SecretID } = token as { AccessorID: string; SecretID: string };
    tokens[visitor] = SecretID;
    return AccessorID;
  };
  const member = [{ Name: 'member' }];
  await administer('policy', { Name: 'member', Rules: rules });
  await issue('member', member);
  const newcomer = await issue('newcomer', []);
  return {
    address,
    open: (visitor) => consulRegistry({ address, token: tokens[visitor] }),
    permit: async (allowed) => {
      await administer(`token/${newcomer}`, { AccessorID: newcomer, Policies: allowed ? member : [] });
    },
    close: () => consul.stop(),
  };
}
