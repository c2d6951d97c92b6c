import type { Clock } from '@flotilla/call';
import type { Policy } from './balancer';
import { LeastRequest } from './least-request/least-request';
import type { OutlierEjectionOptions } from './outlier-ejection/options';
import { P2cPeakEwma } from './peak-ewma/peak-ewma';
import { RingHash } from './ring-hash/ring-hash';
import { RoundRobin } from './round-robin/round-robin';
import { WeightedRoundRobin } from './weighted-round-robin/weighted-round-robin';

export interface PolicyEntry {
  readonly create: (clock: Clock, random: () => number) => Policy;
  /** False where the place of a key is all that counts: while an endpoint warms up, its keys would move twice. */
  readonly slowStart?: false;
}

export const policies = {
  round_robin: { create: (_clock, random) => new RoundRobin(random) },
  least_request: { create: (_clock, random) => new LeastRequest(random) },
  p2c_peak_ewma: { create: (clock, random) => new P2cPeakEwma(clock, random) },
  weighted_round_robin: { create: (_clock, random) => new WeightedRoundRobin(random) },
  ring_hash: { create: (_clock, random) => new RingHash(random), slowStart: false },
} satisfies Record<string, PolicyEntry>;

export type PolicyName = keyof typeof policies;

/** Every policy that there is. */
export const policyNames = Object.keys(policies) as readonly PolicyName[];

/** What may change while a balancer works. */
export interface BalancerSettings {
  /** How endpoints are chosen. Default `p2c_peak_ewma` (Finagle). */
  readonly policy?: PolicyName;
  /** Keeps away from endpoints whose calls keep failing; false turns it off. */
  readonly outlierEjection?: OutlierEjectionOptions | false;
  /**
   * How long the share of an endpoint that joins others grows, from a tenth to all of its fair one; 0: it has all at once.
   * Under `ring_hash` always 0. Default 10,000 (DESIGN; Envoy has none).
   */
  readonly slowStartMs?: number;
  /** Whether endpoints in the caller's zone go before others. Default true. */
  readonly zonePreference?: boolean;
  /**
   * Percentages of the calls, 0 to 100, by the version of the endpoints: `{ '2.0.0': 5 }` is a canary. What is left goes to
   * all other versions together. At most 100 versions. Default: versions make no difference.
   */
  readonly versions?: Readonly<Record<string, number>>;
}
