import { readFileSync } from 'node:fs';
import { consulRegistry } from './consul/consul-registry';
import { etcdRegistry } from './etcd/etcd-registry';
import type { EtcdRegistryOptions } from './etcd/etcd-registry';
import type { Registry } from './registry';

/** Which registry, and how to get in; named as the environment variables that hold it. */
export interface RegistrySettings {
  readonly REGISTRY: 'consul' | 'etcd';
  readonly CONSUL_HTTP_ADDR?: string | undefined;
  readonly CONSUL_HTTP_TOKEN?: string | undefined;
  readonly ETCD_ENDPOINTS?: string | undefined;
  readonly ETCD_USERNAME?: string | undefined;
  readonly ETCD_PASSWORD?: string | undefined;
  /** Paths of files in PEM. */
  readonly ETCD_CACERT?: string | undefined;
  readonly ETCD_CERT?: string | undefined;
  readonly ETCD_KEY?: string | undefined;
}

/**
 * The registry that settings name: the one place that knows all backends. It may be absent.
 *
 * @throws RangeError for a bad address or credentials; Error for a file that cannot be read.
 */
export function openRegistry(settings: RegistrySettings): Registry {
  if (settings.REGISTRY === 'consul') {
    return consulRegistry({ address: settings.CONSUL_HTTP_ADDR, token: settings.CONSUL_HTTP_TOKEN });
  }
  const { ETCD_ENDPOINTS: endpoints, ETCD_USERNAME: username, ETCD_PASSWORD: password } = settings;
  return etcdRegistry({ endpoints, username, password, tls: toTls(settings) });
}

function toTls({ ETCD_CACERT, ETCD_CERT, ETCD_KEY }: RegistrySettings): EtcdRegistryOptions['tls'] {
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
