import type { ConnectionState } from '@flotilla/call';
import type { Telemetry } from '@flotilla/telemetry';
import { noConnections } from '../pool/connection-counts';
import type { Pool } from '../pool/pool';

const states = Object.keys(noConnections) as ConnectionState[];

/** The connections to the instances of a service, and those that cannot be made. @returns a function that ends it */
export function observePool({ metrics, logger }: Telemetry, service: string, pool: Pool): () => void {
  const stop = pool.observe((event) => {
    switch (event.type) {
      case 'snapshot': // `observeDiscovery` shows what is known
        return;
      case 'connections':
        for (const state of states)
          metrics.poolConnections.with({ target: service, state }).set(event.counts[state]);
        return;
      case 'removed':
        return metrics.balancerPicks.forget({ target: service, endpoint: event.endpoint.id });
      case 'endpoint_refused': {
        const { endpoint, error } = event;
        const fields = { target: service, endpoint: endpoint.id, reason: error.message };
        return logger.warn(fields, 'no connection can be made to it');
      }
      case 'watch_failed':
        return logger.error(
          { target: service, reason: event.error.message },
          'the watch broke: instances are no longer followed',
        );
    }
  });
  return () => {
    stop();
    for (const state of states) metrics.poolConnections.forget({ target: service, state });
  };
}
