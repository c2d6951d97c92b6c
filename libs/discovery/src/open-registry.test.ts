import { openRegistry } from './open-registry';
import type { RegistrySettings } from './open-registry';

const open = (settings: Partial<RegistrySettings>) => openRegistry({ REGISTRY: 'consul', ...settings });

it.each<[Partial<RegistrySettings>, string]>([
  [{ CONSUL_HTTP_ADDR: '127.0.0.1:1' }, 'Consul at http://127.0.0.1:1'],
  [{ REGISTRY: 'etcd', ETCD_ENDPOINTS: 'http://127.0.0.1:1' }, 'etcd at http://127.0.0.1:1'],
])('opens what %j names', async (environment, peer) => {
  const registry = open(environment);
  await expect(registry.ping()).rejects.toThrow(peer);
  await registry.close();
});

it.each<[Partial<RegistrySettings>, string]>([
  [{ CONSUL_HTTP_ADDR: 'ftp://x' }, 'ftp://x'],
  [{ REGISTRY: 'etcd', ETCD_ENDPOINTS: 'nonsense' }, 'nonsense'],
  [{ REGISTRY: 'etcd', ETCD_USERNAME: 'ada' }, 'username and password must be set together'],
  [
    { REGISTRY: 'etcd', ETCD_ENDPOINTS: 'https://127.0.0.1:1', ETCD_CACERT: '/no/such/file' },
    'ETCD_CACERT must be the path of a file that can be read, got /no/such/file',
  ],
])('refuses %j', (environment, message) => {
  expect(() => open(environment)).toThrow(message);
});
