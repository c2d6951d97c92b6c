import { createSecureContext } from 'node:tls';
import { KeptRegistration } from '../registration/kept-registration';
import { RegistrationSet } from '../registration/registration-set';
import type { Registry } from '../registry';
import { EtcdClient } from './etcd-client';
import { etcdConfigStore } from './etcd-config-store';
import { etcdDiscovery } from './etcd-discovery';
import { parseEtcdEndpoints } from './etcd-endpoints';
import { EtcdGateway } from './etcd-gateway';
import type { EtcdGatewayOptions } from './etcd-gateway';
import { EtcdInstance } from './etcd-instance';
import type { TlsOptions } from './http-post';
import { InstanceKeys } from './instance-entry';

const pingTimeoutMs = 5_000;

export interface EtcdRegistryOptions {
  /**
   * `http://host:port` or `https://host:port` of the members, separated by commas, as `ETCD_ENDPOINTS` holds them.
   * Default `http://127.0.0.1:2379`, etcd's own.
   */
  endpoints?: string | undefined;
  /** User of etcd's authentication; needs `password`. Default none. */
  username?: string | undefined;
  password?: string | undefined;
  /** For https endpoints. Default: Node's authorities, no client certificate. */
  tls?: TlsOptions | undefined;
  /** Instances are at `/<prefix>/instances/<service>/<id>`. Segments as of a configuration key. Default `flotilla`. */
  prefix?: string | undefined;
}

function toCredentials({ username, password }: EtcdRegistryOptions): EtcdGatewayOptions['credentials'] {
  if (!username !== !password)
    throw new RangeError('username and password must be set together (their values are not shown)');
  return username && password ? { username, password } : undefined;
}

function assertTls(tls: TlsOptions | undefined, endpoints: readonly string[]): void {
  if (!tls) return;
  const plain = endpoints.find((endpoint) => !endpoint.startsWith('https:'));
  if (plain) throw new RangeError(`tls needs https endpoints, got ${plain}`);
  if (!tls.cert !== !tls.key) throw new RangeError('tls.cert and tls.key must be set together');
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new RangeError(`tls must hold certificates and a key in PEM: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function assertPrefix(prefix: string): void {
  if (!/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(prefix) || prefix.length > 128)
    throw new RangeError(
      `prefix must be segments of letters, digits, dots, underscores and hyphens, joined by /, got ${JSON.stringify(prefix)}`,
    );
}

/**
 * Registrar, discovery and configuration on etcd (3.4 or later), by way of the JSON gateway that every etcd has. Nothing
 * is asked of it before it is needed: it may be absent, now and later.
 *
 * @throws RangeError for bad endpoints, credentials, tls or prefix.
 */
export function etcdRegistry(options: EtcdRegistryOptions = {}): Registry {
  const { tls, prefix = 'flotilla' } = options;
  const endpoints = parseEtcdEndpoints(options.endpoints ?? 'http://127.0.0.1:2379');
  assertTls(tls, endpoints);
  assertPrefix(prefix);
  const { random } = Math;
  const gateway = new EtcdGateway({ endpoints, credentials: toCredentials(options), tls, random });
  const client = new EtcdClient(gateway);
  const keys = new InstanceKeys(prefix);
  const discovery = etcdDiscovery(client, keys);
  const config = etcdConfigStore(client, (error) => discovery.reportConfig(error));
  const registrar = new RegistrationSet(
    (instance, ttlMs, onGone) =>
      new KeptRegistration(new EtcdInstance(client, keys.of(instance), ttlMs), instance, {
        ttlMs,
        onGone,
        random,
      }),
  );
  return {
    registrar,
    discovery,
    config,
    ping: async () => void (await client.position({ prefix: keys.all }, { timeoutMs: pingTimeoutMs })),
    close: async () => {
      discovery.close();
      config.close();
      await registrar.close();
      gateway.close();
    },
  };
}
