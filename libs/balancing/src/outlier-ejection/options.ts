export interface OutlierEjectionOptions {
  /** Failures in a row that eject an endpoint; false: this rule is off. Default 5 (Envoy; Linkerd has 7). */
  readonly consecutiveFailures?: number | false;
  /** An endpoint that fails more than this percentage of an interval's calls is ejected; false: off. Default 85 (Envoy). */
  readonly failurePercentage?: number | false;
  /** … if it had that many calls in the interval. Default 10; Envoy has 50. */
  readonly failurePercentageMinCalls?: number;
  /** … and that many endpoints are ready. Default 2; Envoy has 5. */
  readonly failurePercentageMinEndpoints?: number;
  /**
   * An endpoint is ejected whose success rate in an interval is this many standard deviations, and 5 percentage points,
   * below the mean; false: off. Default 1.9 (Envoy).
   */
  readonly successRateDeviations?: number | false;
  /** … of the endpoints that had that many calls in the interval. Default 100 (Envoy). */
  readonly successRateMinCalls?: number;
  /** … if there are that many of these. Default 5 (Envoy): among fewer, one outlier is never 1.9 deviations away. */
  readonly successRateMinEndpoints?: number;
  /** Length of an interval. Default 10,000 (Envoy). */
  readonly intervalMs?: number;
  /** First ejection; the n-th in a row lasts n times as long. Default 30,000 (Envoy). */
  readonly baseEjectionMs?: number;
  /** Longest ejection. Default 300,000 (Envoy). */
  readonly maxEjectionMs?: number;
  /** Share of the endpoints, from 0 to 1, that may be out at a time; rounded down. Default 0.5; Envoy has 0.1. */
  readonly maxEjectedRatio?: number;
}

export type ResolvedOutlierEjection = Required<OutlierEjectionOptions>;

const defaults: ResolvedOutlierEjection = {
  consecutiveFailures: 5,
  failurePercentage: 85,
  failurePercentageMinCalls: 10,
  failurePercentageMinEndpoints: 2,
  successRateDeviations: 1.9,
  successRateMinCalls: 100,
  successRateMinEndpoints: 5,
  intervalMs: 10_000,
  baseEjectionMs: 30_000,
  maxEjectionMs: 300_000,
  maxEjectedRatio: 0.5,
};

/** Those that false turns off. */
const maybeOff: ReadonlySet<string> = new Set([
  'consecutiveFailures',
  'failurePercentage',
  'successRateDeviations',
]);

type Range = readonly [isIn: (value: number) => boolean, words: string];

const count: Range = [(value) => Number.isInteger(value) && value > 0, 'an integer above 0'];
const positive: Range = [(value) => value > 0 && Number.isFinite(value), 'above 0'];

/**
 * The options with their defaults.
 *
 * @throws RangeError that names the option and the value
 */
export function resolveOutlierEjection(options: OutlierEjectionOptions): ResolvedOutlierEjection {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const resolved = { ...defaults, ...Object.fromEntries(given) };
  for (const [option, [isIn, words]] of Object.entries(rangesFor(resolved))) {
    const value = resolved[option as keyof typeof defaults];
    const isOff = value === false && maybeOff.has(option);
    if (!isOff && !(typeof value === 'number' && isIn(value)))
      throw new RangeError(`outlierEjection.${option} must be ${words}, got ${String(value)}`);
  }
  return resolved;
}

function rangesFor({ baseEjectionMs }: ResolvedOutlierEjection): Record<keyof typeof defaults, Range> {
  return {
    consecutiveFailures: count,
    failurePercentage: [(value) => value > 0 && value < 100, 'above 0 and below 100'],
    failurePercentageMinCalls: count,
    failurePercentageMinEndpoints: count,
    successRateDeviations: positive,
    successRateMinCalls: count,
    successRateMinEndpoints: count,
    intervalMs: positive,
    baseEjectionMs: positive,
    maxEjectionMs: [(value) => value >= baseEjectionMs, `at least baseEjectionMs (${baseEjectionMs})`],
    maxEjectedRatio: [(value) => value >= 0 && value <= 1, 'from 0 to 1'],
  };
}
