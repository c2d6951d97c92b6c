/** Why an endpoint was ejected. */
export type EjectionReason = 'consecutive_failures';

/** Takes the outcomes of one endpoint, in order, and says after each whether it is an outlier. */
export type OutlierTest = (failed: boolean) => boolean;

/**
 * When to eject. A rule that compares endpoints with each other keeps what they share in its closure.
 */
export interface EjectionRule {
  readonly reason: EjectionReason;
  /** A test for an endpoint that is new, or whose past is forgiven. */
  test(): OutlierTest;
}
