import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guard } from './registries.mjs';

/**
 * Makes what is missing, and leaves alone what is there.
 *
 * @param {{
 *   registry: string, address?: string, settings: string, store: import('./secret-store.mjs').SecretStore
 * }} options `address` is the registry's, default: that in the fleet; `settings` is the folder with what each program is told,
 * a folder each
 */
export async function makeSecrets({ registry, address, settings, store }) {
  const guardRegistry = guard[registry];
  if (!guardRegistry)
    throw new RangeError(`REGISTRY must be one of ${Object.keys(guard).join(', ')}, got ${registry}`);
  const password = store.ensure('postgres-password');
  store.write('postgres/password', password);
  store.write('orders/database-url', `postgres://orders:${password}@postgres:5432/orders`);
  store.write('grafana/admin-password', store.ensure('grafana-password'));
  await guardRegistry({ address, settings, store });
  store.write('prometheus/prometheus.yml', prometheusConfig({ registry, settings, store }));
}

/**
 * Prometheus takes Consul's token from its own file only.
 *
 * @param {Parameters<typeof makeSecrets>[0]} options
 */
function prometheusConfig({ registry, settings, store }) {
  const file = registry === 'consul' ? 'prometheus.yml' : `prometheus.${registry}.yml`;
  const template = readFileSync(join(settings, 'prometheus', file), 'utf8');
  return template.replaceAll('${CONSUL_HTTP_TOKEN}', store.read('prometheus/consul-token') ?? '');
}
