import { format } from '../output/units';
import type { Unit } from '../output/units';

/** What a measured value must be. Shares are from 0 to 1, and shown in per cent. */
export interface Bound {
  readonly unit: Unit;
  readonly min: number;
  readonly max: number;
  /** As people read it: `≥ 99.9 %`. */
  readonly text: string;
}

export function atLeast(min: number, unit: Unit): Bound {
  return { unit, min, max: Infinity, text: `≥ ${format(min, unit)}` };
}

export function atMost(max: number, unit: Unit): Bound {
  return { unit, min: -Infinity, max, text: `≤ ${format(max, unit)}` };
}

/** None at all: 0 errors, 0 failed. */
export const none: Bound = { unit: 'count', min: 0, max: 0, text: '0' };

export function within(expected: number, tolerance: number, unit: Unit): Bound {
  const text = `${format(expected, unit)} ± ${format(tolerance, unit)}`;
  return { unit, min: expected - tolerance, max: expected + tolerance, text };
}

/** What was not measured (NaN) keeps no bound. */
export function isKept({ min, max }: Bound, measured: number): boolean {
  return measured >= min && measured <= max;
}
