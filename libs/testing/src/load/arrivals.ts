/** When requests go out: evenly spaced, or by chance, as from many people who do not know of each other. */
export type Arrivals = 'constant' | 'poisson';

export interface ArrivalOptions {
  readonly ratePerSecond: number;
  readonly durationMs: number;
  /** Default constant. */
  readonly arrivals?: Arrivals;
  /** From 0 to below 1; for Poisson arrivals. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * The instants of the requests of a load, in milliseconds since it begins, ascending. Their number is the rate's share
 * of the duration, by chance or not: given its number, the arrivals of a Poisson process are independent and uniform.
 */
export function arrivalTimes(options: ArrivalOptions): number[] {
  const { ratePerSecond, durationMs, arrivals = 'constant', random = Math.random } = options;
  const length = Math.round((ratePerSecond * durationMs) / 1_000);
  if (arrivals === 'constant') return Array.from({ length }, (_, number) => (number * 1_000) / ratePerSecond);
  return Array.from({ length }, () => random() * durationMs).sort((a, b) => a - b);
}
