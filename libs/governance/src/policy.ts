import { z } from 'zod';
import { policyNames } from '@flotilla/balancing';
import { versions } from './versions';

/** A whole number in a range. */
function whole(min: number, max: number, rule = `must be a whole number, ${min} to ${max}`) {
  return z.int(rule).min(min, rule).max(max, rule);
}

function wholeOrFalse(min: number, max: number) {
  const rule = `must be a whole number, ${min} to ${max}, or false`;
  return z.union([whole(min, max, rule), z.literal(false)], rule);
}

function number(min: number, max: number, rule = `must be a number, ${min} to ${max}`) {
  return z.number(rule).min(min, rule).max(max, rule);
}

function numberOrFalse(min: number, max: number) {
  const rule = `must be a number, ${min} to ${max}, or false`;
  return z.union([number(min, max, rule), z.literal(false)], rule);
}

const yesOrNo = z.boolean('must be true or false');

const timeouts = z.strictObject({
  /** A unary call whose caller sets no deadline of its own; milliseconds. */
  callMs: whole(1, 600_000).optional(),
  /** One attempt; milliseconds. */
  attemptMs: whole(1, 600_000).optional(),
});

const retry = z.strictObject({
  /** The first included: 1 turns retries off. */
  maxAttempts: whole(1, 10).optional(),
  backoffMs: whole(0, 10_000).optional(),
  maxBackoffMs: whole(0, 60_000).optional(),
});

const balancing = z.strictObject({
  policy: z.enum(policyNames, `must be one of ${policyNames.join(', ')}`).optional(),
  /** How long the share of an endpoint that joins others grows; 0: it has all of it at once. */
  slowStartMs: whole(0, 3_600_000).optional(),
  /** Whether endpoints in the caller's zone go before others. */
  zonePreference: yesOrNo.optional(),
  versions: versions.optional(),
});

const ejection = z.strictObject({
  /** False: no endpoint is kept away from, however its calls end. */
  enabled: yesOrNo.optional(),
  consecutiveFailures: wholeOrFalse(1, 1_000).optional(),
  failurePercentage: wholeOrFalse(1, 99).optional(),
  failurePercentageMinCalls: whole(1, 1_000_000).optional(),
  failurePercentageMinEndpoints: whole(1, 10_000).optional(),
  successRateDeviations: numberOrFalse(0.1, 10).optional(),
  successRateMinCalls: whole(1, 1_000_000).optional(),
  successRateMinEndpoints: whole(1, 10_000).optional(),
  intervalMs: whole(1, 3_600_000).optional(),
  baseEjectionMs: whole(1, 3_600_000).optional(),
  maxEjectionMs: whole(1, 3_600_000).optional(),
  maxEjectedRatio: number(0, 1, 'must be a share, 0 to 1').optional(),
});

const instanceId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const drained = z
  .array(z.string('must be the id of an instance').regex(instanceId, 'must be the id of an instance'))
  .max(1_000, 'must name at most 1000 instances');

/**
 * What a policy document may hold. Each part is a field of its own: hedging, circuit breaker, faults and rate limits
 * join here when clients and servers can obey them; until then a document that has them is refused.
 */
export const policySchema = z.strictObject({
  timeouts: timeouts.optional(),
  retry: retry.optional(),
  balancing: balancing.optional(),
  ejection: ejection.optional(),
  /** Ids of instances that keep running and get no calls. */
  drained: drained.optional(),
});

/** How a service is to be called. What is left out is as each process has it by itself: `{}` changes nothing. */
export type Policy = Readonly<z.output<typeof policySchema>>;

export const noPolicy: Policy = Object.freeze({});
