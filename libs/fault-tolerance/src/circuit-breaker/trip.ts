import type { Counts } from './call-record';

export interface TripOptions {
  readonly failureRate: number;
  readonly slowCallRate: number;
  readonly minCalls: number;
}

export type TripReason = 'failure_rate' | 'slow_call_rate';

/** Whether calls that ended so are reason enough to open. Names as resilience4j's. */
export function tripReason({ calls, failed, slow }: Counts, options: TripOptions): TripReason | undefined {
  if (calls < options.minCalls) return undefined;
  if (failed / calls >= options.failureRate) return 'failure_rate';
  return slow / calls >= options.slowCallRate ? 'slow_call_rate' : undefined;
}
