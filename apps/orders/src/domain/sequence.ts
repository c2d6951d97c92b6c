import { check } from './check';

/** PostgreSQL's integer; no order has so many events. */
const maxSequence = 2 ** 31 - 1;

/** @throws badField for a position that no event can have. */
export function checkSequence(afterSequence: number): void {
  const holds = afterSequence >= 0 && afterSequence <= maxSequence;
  check(holds, 'afterSequence', `must be 0 to ${maxSequence}`, afterSequence);
}
