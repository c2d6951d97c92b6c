/** Why an endpoint was ejected. */
export type EjectionReason = 'consecutive_failures' | 'failure_percentage' | 'success_rate';

/** How the calls of an endpoint ended; those that were cancelled do not count. */
export interface Evidence {
  /** Since its last success. */
  readonly consecutiveFailures: number;
  /** In this interval so far. */
  readonly calls: number;
  /** Of these calls. */
  readonly failures: number;
}

/** Judges an endpoint by itself, after each of its failures. */
export interface EjectionRule {
  readonly reason: EjectionReason;
  /** @param ready how many endpoints are */
  isOutlier(evidence: Evidence, ready: number): boolean;
}

/** Judges endpoints by each other, when an interval ends. */
export interface ComparingRule {
  readonly reason: EjectionReason;
  /** The outliers, the worst first: there may be more than may be ejected. */
  outliers<E extends Evidence>(evidence: readonly E[]): readonly E[];
}
