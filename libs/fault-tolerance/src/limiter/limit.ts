import { checkOption } from '../option';

/** How many calls may be in flight at a time. */
export interface Limit {
  /** A whole number of at least 1. */
  readonly current: number;
  /**
   * Tells of a call that is over.
   *
   * @param kind calls of one kind take about as long as each other
   * @param inFlight calls in flight when it ended, itself included
   * @param now monotonic milliseconds
   * @param ok whether it was answered, and did not fail
   */
  sample(kind: string, latencyMs: number, inFlight: number, now: number, ok: boolean): void;
}

/** The same for ever: a bulkhead. */
export class FixedLimit implements Limit {
  /** @throws RangeError for a bad limit */
  constructor(readonly current: number) {
    checkLimit('limit', current);
  }

  sample(): void {}
}

/** @throws RangeError that names the option and the value */
export function checkLimit(option: string, value: number): void {
  checkOption(option, value, Number.isInteger(value) && value >= 1, 'an integer of at least 1');
}
