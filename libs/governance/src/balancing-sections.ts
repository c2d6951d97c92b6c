import { z } from 'zod';
import { policyNames } from '@flotilla/balancing';
import { numberOrFalse, share, whole, wholeOrFalse, yesOrNo } from './rules';
import { versions } from './versions';

/** Which endpoints get calls: obeyed by clients. */
export const balancing = z.strictObject({
  policy: z.enum(policyNames, `must be one of ${policyNames.join(', ')}`).exactOptional(),
  /** How long the share of an endpoint that joins others grows; 0: it has all of it at once. */
  slowStartMs: whole(0, 3_600_000).exactOptional(),
  /** Whether endpoints in the caller's zone go before others. */
  zonePreference: yesOrNo.exactOptional(),
  versions: versions.exactOptional(),
});

export const ejection = z.strictObject({
  /** False: no endpoint is kept away from, however its calls end. */
  enabled: yesOrNo.exactOptional(),
  consecutiveFailures: wholeOrFalse(1, 1_000).exactOptional(),
  failurePercentage: wholeOrFalse(1, 99).exactOptional(),
  failurePercentageMinCalls: whole(1, 1_000_000).exactOptional(),
  failurePercentageMinEndpoints: whole(1, 10_000).exactOptional(),
  successRateDeviations: numberOrFalse(0.1, 10).exactOptional(),
  successRateMinCalls: whole(1, 1_000_000).exactOptional(),
  successRateMinEndpoints: whole(1, 10_000).exactOptional(),
  intervalMs: whole(1, 3_600_000).exactOptional(),
  baseEjectionMs: whole(1, 3_600_000).exactOptional(),
  maxEjectionMs: whole(1, 3_600_000).exactOptional(),
  maxEjectedRatio: share().exactOptional(),
});
