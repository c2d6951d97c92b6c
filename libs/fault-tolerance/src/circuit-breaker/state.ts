import type { CallRecord } from './call-record';
import type { TripReason } from './trip';

/**
 * What a breaker does with calls. Each change makes a new object, so the state that admitted a call also says whether
 * the breaker has changed since.
 */
export type State =
  /** Passes every call and counts how it ends. */
  | { readonly name: 'closed'; record: CallRecord }
  /** Refuses every call, for `openMs` after `since`. */
  | { readonly name: 'open'; readonly since: number }
  /** Passes a few calls, its probes, to see whether the trouble is over: as many as still have to succeed. */
  | { readonly name: 'half_open'; readonly underWay: Set<Permit>; succeeded: number };

/** Lets one call through, and is handed back with its outcome. */
export interface Permit {
  readonly state: State;
  readonly startedAt: number;
  /** Of the call. */
  readonly deadline: number;
}

export type StateName = State['name'];

/** From one state to another, and why: `waited` is `openMs` over, `probe` how probes ended. */
export interface Change {
  readonly from: StateName;
  readonly to: StateName;
  readonly reason: TripReason | 'waited' | 'probe' | 'disabled';
}
