/** What an operator needs, by the names that `flotilla`, `consul` and `etcdctl` know. */
const shown = {
  CONSUL_HTTP_TOKEN: 'consul-token',
  ETCD_PASSWORD: 'etcd-password',
  GRAFANA_PASSWORD: 'grafana-password',
};

/**
 * Lines of a shell's assignments.
 *
 * @param {import('./secret-store.mjs').SecretStore} store
 * @returns {string}
 */
export function showSecrets(store) {
  return Object.entries(shown)
    .map(([variable, name]) => [variable, store.read(name)])
    .filter(([, value]) => value !== undefined)
    .map(([variable, value]) => `${variable}=${value}\n`)
    .join('');
}
