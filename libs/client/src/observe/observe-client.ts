import type { Balancer } from '@flotilla/balancing';
import type { ConnectionState } from '@flotilla/call';
import type { Discovery } from '@flotilla/discovery';
import type { Telemetry } from '@flotilla/telemetry';
import type { CallPolicies } from '../call-policies';
import type { Pool } from '../pool/pool';
import { observePolicies } from './observe-policies';

interface Observed {
  readonly service: string;
  readonly discovery: Discovery;
  readonly pool: Pool;
  readonly balancer: Balancer;
  readonly policies: CallPolicies;
}

/**
 * Maps what the parts of a client report to metrics and log lines. The parts themselves know of neither.
 *
 * @returns a function that ends the observation of what outlives the client
 */
export function observeClient(telemetry: Telemetry, observed: Observed): () => void {
  observePool(telemetry, observed);
  observeBalancer(telemetry, observed);
  observePolicies(telemetry, observed.service, observed.policies);
  return observeDiscovery(telemetry, observed);
}

function observeDiscovery(
  { metrics, logger, registryTrouble }: Telemetry,
  { service, discovery }: Observed,
): () => void {
  return discovery.observe((event) => {
    if (event.service !== service) return;
    if (event.type === 'registry_error') {
      metrics.discoveryErrors.with({ service }).inc();
      registryTrouble.warn({ service, reason: event.error.message }, 'trouble with the registry');
      return;
    }
    metrics.discoveryInstances.with({ service }).set(event.instances);
    metrics.discoveryStale.with({ service }).set(event.stale ? 1 : 0);
    logger.info({ service, instances: event.instances, stale: event.stale }, 'snapshot');
  });
}

function observePool({ metrics, logger }: Telemetry, { service, pool }: Observed): void {
  pool.observe((event) => {
    if (event.type === 'watch_failed') {
      logger.error(
        { service, reason: event.error.message },
        'the watch broke: instances are no longer followed',
      );
      return;
    }
    if (event.type === 'endpoint_refused') {
      const { endpoint, error } = event;
      logger.warn(
        { service, instance: endpoint.id, reason: error.message },
        'no connection can be made to it',
      );
      return;
    }
    const { counts } = event;
    for (const state of Object.keys(counts) as ConnectionState[]) {
      metrics.poolConnections.with({ target: service, state }).set(counts[state]);
    }
  });
}

function observeBalancer({ metrics, logger }: Telemetry, { service, balancer }: Observed): void {
  balancer.observe((event) => {
    if (event.type === 'panic') {
      logger.warn(
        { service, active: event.active },
        'panic: too few healthy endpoints, all ready ones are used',
      );
      return;
    }
    const instance = event.endpoint.id;
    if (event.type === 'returned') {
      logger.info({ service, instance }, 'endpoint returned from ejection');
      return;
    }
    metrics.balancerEjections.with({ target: service }).inc();
    logger.warn({ service, instance, forMs: event.forMs, reason: event.reason }, 'endpoint ejected');
  });
}
