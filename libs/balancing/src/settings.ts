import type { Clock } from '@flotilla/call';
import type { Policy } from './balancer';
import { LeastRequest } from './least-request/least-request';
import type { OutlierEjectionOptions } from './outlier-ejection/options';
import { P2cPeakEwma } from './peak-ewma/peak-ewma';
import { RoundRobin } from './round-robin/round-robin';

export const policies = {
  round_robin: (_clock, random) => new RoundRobin(random),
  least_request: (_clock, random) => new LeastRequest(random),
  p2c_peak_ewma: (clock, random) => new P2cPeakEwma(clock, random),
} satisfies Record<string, (clock: Clock, random: () => number) => Policy>;

export type PolicyName = keyof typeof policies;

/** Every policy that there is. */
export const policyNames = Object.keys(policies) as readonly PolicyName[];

/** What may change while a balancer works. */
export interface BalancerSettings {
  /** How endpoints are chosen. Default `p2c_peak_ewma` (Finagle). */
  readonly policy?: PolicyName;
  /** Keeps away from endpoints whose calls keep failing; false turns it off. */
  readonly outlierEjection?: OutlierEjectionOptions | false;
}
