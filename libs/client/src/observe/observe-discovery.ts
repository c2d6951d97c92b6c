import type { Discovery } from '@flotilla/discovery';
import type { Telemetry } from '@flotilla/telemetry';
import type { Pool } from '../pool/pool';

/**
 * What is known of the instances of a service, and how old it is. That is what the pool was told: others may follow the service
 * on the same registry, and discovery tells only what changes.
 *
 * @returns a function that ends it
 */
export function observeDiscovery(
  telemetry: Telemetry,
  service: string,
  { discovery, pool }: { readonly discovery: Discovery; readonly pool: Pool },
): () => void {
  const { metrics, logger, registryTrouble } = telemetry;
  const errors = metrics.discoveryErrors.with({ service });
  const age = metrics.discoveryAge.with({ service });
  /** Undefined while the registry answers. */
  let silentSince: number | undefined = performance.now();
  const stopScraping = metrics.beforeScrape(() => {
    age.set(silentSince === undefined ? 0 : (performance.now() - silentSince) / 1_000);
  });
  const stopCounting = discovery.observe((event) => {
    if (event.type !== 'registry_error' || event.service !== service) return;
    errors.inc();
    registryTrouble.warn({ target: service, reason: event.error.message }, 'trouble with the registry');
  });
  const stopObserving = pool.observe((event) => {
    if (event.type !== 'snapshot') return;
    const { instances, stale } = event;
    silentSince = stale ? (silentSince ?? performance.now()) : undefined;
    metrics.discoveryInstances.with({ service }).set(instances);
    metrics.discoveryStale.with({ service }).set(stale ? 1 : 0);
    logger.info({ target: service, instances, stale }, 'snapshot');
  });
  return () => {
    stopScraping();
    stopCounting();
    stopObserving();
    for (const gauge of [metrics.discoveryInstances, metrics.discoveryStale, metrics.discoveryAge])
      gauge.forget({ service });
  };
}
