import { readFileSync } from 'node:fs';
import type { ConfigOf, registryShape } from '@flotilla/config';
import { consulRegistry, etcdRegistry } from '@flotilla/discovery';
import type { EtcdRegistryOptions, Registry } from '@flotilla/discovery';

export type RegistryConfig = ConfigOf<typeof registryShape>;

/**
 * The registry that a configuration names; it may be absent.
 *
 * @throws RangeError for a bad address or credentials; Error for a file that cannot be read.
 */
export function openRegistry(config: RegistryConfig): Registry {
  if (config.REGISTRY === 'consul') {
    return consulRegistry({ address: config.CONSUL_HTTP_ADDR, token: config.CONSUL_HTTP_TOKEN });
  }
  const { ETCD_ENDPOINTS: endpoints, ETCD_USERNAME: username, ETCD_PASSWORD: password } = config;
  return etcdRegistry({ endpoints, username, password, tls: toTls(config) });
}

function toTls({ ETCD_CACERT, ETCD_CERT, ETCD_KEY }: RegistryConfig): EtcdRegistryOptions['tls'] {
  if (!ETCD_CACERT && !ETCD_CERT && !ETCD_KEY) return undefined;
  return {
    ...(ETCD_CACERT && { ca: read('ETCD_CACERT', ETCD_CACERT) }),
    ...(ETCD_CERT && { cert: read('ETCD_CERT', ETCD_CERT) }),
    ...(ETCD_KEY && { key: read('ETCD_KEY', ETCD_KEY) }),
  };
}

function read(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`${variable} must be the path of a file that can be read, got ${path}`, { cause });
  }
}
