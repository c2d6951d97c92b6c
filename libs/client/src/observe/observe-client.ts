import type { Balancer } from '@flotilla/balancing';
import type { Method } from '@flotilla/call';
import type { Discovery } from '@flotilla/discovery';
import type { Telemetry } from '@flotilla/telemetry';
import type { CallPolicies } from '../call-policies';
import type { Pool } from '../pool/pool';
import { observeBalancer } from './observe-balancer';
import { observeDiscovery } from './observe-discovery';
import { observePolicies } from './observe-policies';
import { observePool } from './observe-pool';

interface Observed {
  readonly service: string;
  readonly methods: readonly Method[];
  readonly discovery: Discovery;
  readonly pool: Pool;
  readonly balancer: Balancer;
  readonly policies: CallPolicies;
}

/**
 * Maps what the parts of a client report to metrics and log lines. The parts themselves know of neither.
 *
 * @returns a function that ends the observation: what was shown as it is now is shown no more, what was counted stays
 */
export function observeClient(telemetry: Telemetry, observed: Observed): () => void {
  const { service, methods, discovery, pool, balancer, policies } = observed;
  const ends = [
    observePool(telemetry, service, pool),
    observeBalancer(telemetry, service, balancer),
    observePolicies(telemetry, service, { policies, methods }),
    observeDiscovery(telemetry, service, { discovery, pool }),
  ];
  return () => ends.forEach((end) => end());
}
