import { Listeners } from '@flotilla/call';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { clientMetrics } from './client-metrics';
import { expose } from './exposition';
import type { Exposition, OnCollectError } from './exposition';
import { familiesOn } from './families';
import { serverMetrics } from './server-metrics';

/** Every instrument of a Flotilla process, and the registry that a scrape reads. */
export interface Metrics extends ReturnType<typeof clientMetrics>, ReturnType<typeof serverMetrics> {
  /** Define metrics of your own on it, with prom-client. */
  readonly registry: Registry;
  /** Calls back before each scrape, to set what is cheaper to ask for than to follow, until the returned function is called. */
  beforeScrape(listener: () => void): () => void;
  /** What a scrape is answered with. @param accept its header of that name */
  expose(accept?: string): Exposition;
}

/**
 * Defines the instruments on a registry of their own, with the process metrics of prom-client.
 *
 * @param onError told of a metric that a scrape had to leave out
 */
export function createMetrics(onError: OnCollectError): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const families = familiesOn(registry);
  const scrapes = new Listeners<undefined>();
  return {
    ...clientMetrics(families),
    ...serverMetrics(families),
    registry,
    beforeScrape: (listener) => scrapes.add(listener),
    expose(accept) {
      scrapes.emit(undefined);
      return expose(registry, onError, accept);
    },
  };
}
