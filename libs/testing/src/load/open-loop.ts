/** One request of a load: when it should have gone out, and how it ended. Times in milliseconds since the load began. */
export interface Sample {
  readonly intendedMs: number;
  readonly latencyMs: number;
  /** HTTP status, or the message of a socket error. */
  readonly outcome: number | string;
}

export interface OpenLoopOptions {
  readonly ratePerSecond: number;
  readonly durationMs: number;
  /** Sends one request; resolves to its status. */
  readonly send: () => Promise<number>;
  /** Ends the load early. */
  readonly signal?: AbortSignal;
}

/**
 * Sends requests at a constant rate whether or not earlier ones were answered, and measures each from the instant at
 * which it should have gone out: what a slow answer delays is counted, too (no coordinated omission).
 */
export async function openLoop({
  ratePerSecond,
  durationMs,
  send,
  signal,
}: OpenLoopOptions): Promise<Sample[]> {
  const total = Math.round((ratePerSecond * durationMs) / 1_000);
  const startedMs = performance.now();
  const pending: Promise<Sample>[] = [];
  while (pending.length < total && !signal?.aborted) {
    const elapsedMs = performance.now() - startedMs;
    const due = Math.min(total, Math.floor((elapsedMs * ratePerSecond) / 1_000) + 1);
    while (pending.length < due) pending.push(sample((pending.length * 1_000) / ratePerSecond));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return Promise.all(pending);

  async function sample(intendedMs: number): Promise<Sample> {
    const outcome = await send().catch((error: unknown) => String(error));
    return { intendedMs, latencyMs: performance.now() - startedMs - intendedMs, outcome };
  }
}

/** An answer later than this is a failed one. */
const tooLateMs = 2_000;

/** Failed, in every figure: a status outside 2xx, a socket error, or an answer later than 2 s. */
export function isFailed({ outcome, latencyMs }: Sample): boolean {
  return typeof outcome !== 'number' || outcome < 200 || outcome > 299 || latencyMs > tooLateMs;
}
