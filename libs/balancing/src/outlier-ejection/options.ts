export interface OutlierEjectionOptions {
  /** Failures in a row that eject an endpoint. Default 5 (Envoy, Linkerd 7). */
  readonly consecutiveFailures?: number;
  /** First ejection; the n-th in a row lasts n times as long. Default 30,000 (Envoy). */
  readonly baseEjectionMs?: number;
  /** Longest ejection. Default 300,000 (Envoy). */
  readonly maxEjectionMs?: number;
  /** Share of the endpoints, from 0 to 1, that may be out at a time; rounded down. Default 0.5; Envoy has 0.1. */
  readonly maxEjectedRatio?: number;
}

/**
 * The options with their defaults.
 *
 * @throws RangeError that names the option and the value
 */
export function resolveOutlierEjection(options: OutlierEjectionOptions): Required<OutlierEjectionOptions> {
  const resolved = {
    consecutiveFailures: options.consecutiveFailures ?? 5,
    baseEjectionMs: options.baseEjectionMs ?? 30_000,
    maxEjectionMs: options.maxEjectionMs ?? 300_000,
    maxEjectedRatio: options.maxEjectedRatio ?? 0.5,
  };
  const { consecutiveFailures, baseEjectionMs, maxEjectionMs, maxEjectedRatio } = resolved;
  check(
    'consecutiveFailures',
    consecutiveFailures,
    Number.isInteger(consecutiveFailures) && consecutiveFailures > 0,
    'an integer above 0',
  );
  check('baseEjectionMs', baseEjectionMs, baseEjectionMs > 0 && Number.isFinite(baseEjectionMs), 'above 0');
  check(
    'maxEjectionMs',
    maxEjectionMs,
    maxEjectionMs >= baseEjectionMs,
    `at least baseEjectionMs (${baseEjectionMs})`,
  );
  check('maxEjectedRatio', maxEjectedRatio, maxEjectedRatio >= 0 && maxEjectedRatio <= 1, 'from 0 to 1');
  return resolved;
}

function check(option: string, value: number, valid: boolean, expected: string): void {
  if (!valid) throw new RangeError(`outlierEjection.${option} must be ${expected}, got ${value}`);
}
