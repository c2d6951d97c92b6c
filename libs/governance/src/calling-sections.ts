import { z } from 'zod';
import { number, share, whole, yesOrNo } from './rules';

/** How calls are made: obeyed by clients, but for `timeouts.minLeftMs`. */
export const timeouts = z.strictObject({
  /** A unary call whose caller sets no deadline of its own; milliseconds. */
  callMs: whole(1, 600_000).exactOptional(),
  /** One attempt; milliseconds. */
  attemptMs: whole(1, 600_000).exactOptional(),
  /** A server refuses a call that arrives with less time left; milliseconds. */
  minLeftMs: whole(0, 60_000).exactOptional(),
});

/** What retries and hedges together may add. */
const budget = z.strictObject({
  /** False: nothing bounds them, and an outage is made worse by them. */
  enabled: yesOrNo.exactOptional(),
  ratio: number(0, 10).exactOptional(),
  minPerSecond: number(0, 10_000).exactOptional(),
});

export const retry = z.strictObject({
  /** The first included: 1 turns retries off. */
  maxAttempts: whole(1, 10).exactOptional(),
  backoffMs: whole(0, 10_000).exactOptional(),
  maxBackoffMs: whole(0, 60_000).exactOptional(),
  budget: budget.exactOptional(),
});

export const hedging = z.strictObject({
  /** False: no hedges, whatever else is said here. */
  enabled: yesOrNo.exactOptional(),
  /** A call that takes longer than this share of the recent ones is hedged. */
  quantile: number(0.5, 0.9999).exactOptional(),
  /** Hedge after so long, instead; milliseconds. */
  delayMs: whole(1, 60_000).exactOptional(),
  /** Hedges, as a share of the calls. */
  maxRatio: share().exactOptional(),
});

export const circuitBreaker = z.strictObject({
  enabled: yesOrNo.exactOptional(),
  failureRate: share(0.01).exactOptional(),
  minCalls: whole(1, 1_000_000).exactOptional(),
  windowMs: whole(1_000, 600_000).exactOptional(),
  openMs: whole(1, 600_000).exactOptional(),
  probes: whole(1, 1_000).exactOptional(),
  /** A call that lasts so long is a slow one; milliseconds. */
  slowCallMs: whole(1, 600_000).exactOptional(),
  slowCallRate: share(0.01).exactOptional(),
  /** A probe that lasts longer than this and its call's deadline has failed; milliseconds. */
  probeTimeoutMs: whole(1, 600_000).exactOptional(),
});

const limitRule = 'must be a whole number, 1 to 100000, or gradient: one that is learned';

/** A bulkhead: calls of one client in flight. */
export const limiter = z.strictObject({
  enabled: yesOrNo.exactOptional(),
  limit: z.union([whole(1, 100_000, limitRule), z.literal('gradient')], limitRule).exactOptional(),
  maxStreams: whole(1, 100_000).exactOptional(),
});

export const clientThrottle = z.strictObject({
  enabled: yesOrNo.exactOptional(),
  /** So many times what the service accepts is sent. */
  k: number(1, 100).exactOptional(),
});

export const fallback = z.strictObject({
  /** How long the last good answer to the same request may stand in; 0: it may not. Safe methods only. */
  lastGoodMs: whole(0, 3_600_000).exactOptional(),
});
