import { z } from 'zod';
import { balancing, ejection } from './balancing-sections';
import {
  circuitBreaker,
  clientThrottle,
  fallback,
  hedging,
  limiter,
  retry,
  timeouts,
} from './calling-sections';
import { faults } from './faults';
import { instanceId } from './rules';
import { admission, rateLimit } from './serving-sections';

const drained = z
  .array(z.string('must be the id of an instance').regex(instanceId, 'must be the id of an instance'))
  .max(1_000, 'must name at most 1000 instances');

/** What a policy document may hold. Clients obey all but the last three sections, instances obey those. */
export const policySchema = z.strictObject({
  timeouts: timeouts.exactOptional(),
  retry: retry.exactOptional(),
  balancing: balancing.exactOptional(),
  ejection: ejection.exactOptional(),
  hedging: hedging.exactOptional(),
  circuitBreaker: circuitBreaker.exactOptional(),
  limiter: limiter.exactOptional(),
  clientThrottle: clientThrottle.exactOptional(),
  fallback: fallback.exactOptional(),
  /** Ids of instances that keep running and get no calls. */
  drained: drained.exactOptional(),
  admission: admission.exactOptional(),
  rateLimit: rateLimit.exactOptional(),
  faults: faults.exactOptional(),
});

/** How a service is to be called. What is left out is as each process has it by itself: `{}` changes nothing. */
export type Policy = Readonly<z.output<typeof policySchema>>;

export const noPolicy: Policy = Object.freeze({});
