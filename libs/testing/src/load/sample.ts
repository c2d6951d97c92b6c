/** One request of a load: when it should have gone out, and how it ended. Times in milliseconds since the load began. */
export interface Sample {
  readonly intendedMs: number;
  /** How long after that it went out: what the generator itself adds to the latency. */
  readonly lateMs: number;
  readonly latencyMs: number;
  /** HTTP status, or the message of a socket error. */
  readonly outcome: number | string;
}

/** An answer later than this is a failed one, where nothing else is said. */
export const tooLateMs = 2_000;

/** Failed, where nothing else is said: a status outside 2xx, a socket error, or an answer later than 2 s. */
export function isFailed(sample: Sample): boolean {
  return isFailedWithin(sample, tooLateMs);
}

/** The same, with another bound. */
export function isFailedWithin({ outcome, latencyMs }: Sample, maxLatencyMs: number): boolean {
  return typeof outcome !== 'number' || outcome < 200 || outcome > 299 || latencyMs > maxLatencyMs;
}
