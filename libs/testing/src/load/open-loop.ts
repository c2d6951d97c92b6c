import { arrivalTimes } from './arrivals';
import type { ArrivalOptions } from './arrivals';

/** One request of a load: when it should have gone out, and how it ended. Times in milliseconds since the load began. */
export interface Sample {
  readonly intendedMs: number;
  /** How long after that it went out: what the generator itself adds to the latency. */
  readonly lateMs: number;
  readonly latencyMs: number;
  /** HTTP status, or the message of a socket error. */
  readonly outcome: number | string;
}

export interface OpenLoopOptions extends ArrivalOptions {
  /**
   * Sends one request; resolves to its status.
   *
   * @param number from 0: that of its sample
   */
  readonly send: (number: number) => Promise<number>;
  /** Ends the load early. */
  readonly signal?: AbortSignal;
}

/** How late the end of a load that is told to stop may be. */
const maxSleepMs = 20;

/**
 * Sends requests at a rate, whether or not earlier ones were answered, and measures each from the instant at which it
 * should have gone out: what a slow answer delays is counted, too (no coordinated omission).
 */
export async function openLoop({ send, signal, ...arrivals }: OpenLoopOptions): Promise<Sample[]> {
  const times = arrivalTimes(arrivals);
  const startedMs = performance.now();
  const pending: Promise<Sample>[] = [];
  while (pending.length < times.length && !signal?.aborted) {
    const elapsedMs = performance.now() - startedMs;
    while ((times[pending.length] ?? Infinity) <= elapsedMs) pending.push(sample(pending.length));
    const untilNextMs = (times[pending.length] ?? 0) - (performance.now() - startedMs);
    await new Promise((resolve) => setTimeout(resolve, Math.min(untilNextMs, maxSleepMs)));
  }
  return Promise.all(pending);

  async function sample(number: number): Promise<Sample> {
    const intendedMs = times[number] as number;
    const lateMs = performance.now() - startedMs - intendedMs;
    const outcome = await send(number).catch((error: unknown) => String(error));
    return { intendedMs, lateMs, latencyMs: performance.now() - startedMs - intendedMs, outcome };
  }
}

/** An answer later than this is a failed one. */
const tooLateMs = 2_000;

/** Failed, in every figure: a status outside 2xx, a socket error, or an answer later than 2 s. */
export function isFailed({ outcome, latencyMs }: Sample): boolean {
  return typeof outcome !== 'number' || outcome < 200 || outcome > 299 || latencyMs > tooLateMs;
}
