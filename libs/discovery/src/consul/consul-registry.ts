import { KeptRegistration } from '../registration/kept-registration';
import { RegistrationSet } from '../registration/registration-set';
import type { Registry } from '../registry';
import { parseConsulAddress } from './consul-address';
import { ConsulClient } from './consul-client';
import { consulConfigStore } from './consul-config-store';
import { consulDiscovery } from './consul-discovery';
import { ConsulInstance } from './consul-instance';

/** Refused to a token that may not read policies; there need not be one. */
const readableKey = 'flotilla/policies/ping';

export interface ConsulRegistryOptions {
  /**
   * `host:port`, `http://host:port` or `https://host[:port]` of the local agent, as `CONSUL_HTTP_ADDR` holds it.
   * Default `http://127.0.0.1:8500`, Consul's own.
   */
  address?: string | undefined;
  /** ACL token, as `CONSUL_HTTP_TOKEN` holds it. Default none. */
  token?: string | undefined;
}

function assertToken(token: string | undefined): void {
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw new RangeError('token must be printable ASCII characters without spaces (its value is not shown)');
  }
}

/**
 * Registrar, discovery and config store on a Consul agent (1.8 or later). Nothing is asked of the agent before it is needed: it may
 * be absent, now and later.
 *
 * @throws RangeError for a bad address or token.
 */
export function consulRegistry(options: ConsulRegistryOptions = {}): Registry {
  const { address = 'http://127.0.0.1:8500', token } = options;
  assertToken(token);
  const client = new ConsulClient(parseConsulAddress(address), token);
  const discovery = consulDiscovery(client);
  const config = consulConfigStore(client, (error) => discovery.reportConfig(error));
  const registrar = new RegistrationSet(
    (instance, ttlMs, onGone) =>
      new KeptRegistration(new ConsulInstance(client, instance.id, ttlMs), instance, {
        ttlMs,
        onGone,
        random: Math.random,
      }),
  );
  return {
    registrar,
    discovery,
    config,
    ping: async () => {
      await client.ping(); // which needs no permission
      await client.entry(readableKey, 0);
    },
    close: async () => {
      discovery.close();
      config.close();
      await registrar.close();
    },
  };
}
