import type { Discovery } from '@flotilla/discovery';
import type { Telemetry } from '@flotilla/telemetry';

/** What is known of the instances of a service, and how old it is. @returns a function that ends it */
export function observeDiscovery(telemetry: Telemetry, service: string, discovery: Discovery): () => void {
  const { metrics, logger, registryTrouble } = telemetry;
  const errors = metrics.discoveryErrors.with({ service });
  const age = metrics.discoveryAge.with({ service });
  /** Undefined while the registry answers. */
  let silentSince: number | undefined = performance.now();
  const stopScraping = metrics.beforeScrape(() => {
    age.set(silentSince === undefined ? 0 : (performance.now() - silentSince) / 1_000);
  });
  const stopObserving = discovery.observe((event) => {
    if (event.service !== service) return;
    if (event.type === 'registry_error') {
      errors.inc();
      registryTrouble.warn({ target: service, reason: event.error.message }, 'trouble with the registry');
      return;
    }
    const { instances, stale } = event;
    silentSince = stale ? (silentSince ?? performance.now()) : undefined;
    metrics.discoveryInstances.with({ service }).set(instances);
    metrics.discoveryStale.with({ service }).set(stale ? 1 : 0);
    logger.info({ target: service, instances, stale }, 'snapshot');
  });
  return () => {
    stopScraping();
    stopObserving();
    for (const gauge of [metrics.discoveryInstances, metrics.discoveryStale, metrics.discoveryAge])
      gauge.forget({ service });
  };
}
