import type { Sample } from './sample';

/** The outcome of a request that was not sent: as many as may be were in flight. */
export const notSent = 'not sent';

export interface PaceOptions {
  /** In milliseconds since the load begins, ascending. */
  readonly instants: Iterable<number>;
  /**
   * Sends one request; resolves to its status.
   *
   * @param number from 0
   */
  readonly send: (number: number, intendedMs: number) => Promise<number>;
  /** Told of each request when it has ended. */
  readonly onSample: (sample: Sample, number: number) => void;
  /** What is due while so many are in flight is not sent, and counts as failed. Default: no bound. */
  readonly maxInFlight?: number;
  /** Ends the load early. */
  readonly signal?: AbortSignal | undefined;
}

/** How late the end of a load that is told to stop may be. */
const maxSleepMs = 20;

/**
 * Sends requests at their instants, whether or not earlier ones were answered, and measures each from the instant at which
 * it should have gone out: what a slow answer delays is counted, too (no coordinated omission). Resolves when all have ended.
 * What `onSample` throws ends the load: it rejects with that when those in flight have ended.
 */
export async function pace(options: PaceOptions): Promise<void> {
  const { instants, send, onSample, maxInFlight = Infinity, signal } = options;
  const startedMs = performance.now();
  const elapsedMs = (): number => performance.now() - startedMs;
  const inFlight = new Set<Promise<void>>();
  const broken = new AbortController();
  let number = 0;
  const upcoming = instants[Symbol.iterator]();
  let next = upcoming.next();
  while (!next.done && !signal?.aborted && !broken.signal.aborted) {
    const untilMs = elapsedMs();
    for (; !next.done && next.value <= untilMs; next = upcoming.next()) start(number++, next.value);
    if (next.done) break;
    const untilNextMs = next.value - elapsedMs();
    await new Promise((resolve) => setTimeout(resolve, Math.min(untilNextMs, maxSleepMs)));
  }
  await Promise.all(inFlight);
  broken.signal.throwIfAborted();

  function start(own: number, intendedMs: number): void {
    const lateMs = elapsedMs() - intendedMs;
    if (inFlight.size >= maxInFlight)
      return tell({ intendedMs, lateMs, latencyMs: lateMs, outcome: notSent }, own);
    const request = send(own, intendedMs)
      .catch((error: unknown) => String(error))
      .then((outcome) => tell({ intendedMs, lateMs, latencyMs: elapsedMs() - intendedMs, outcome }, own))
      .finally(() => inFlight.delete(request));
    inFlight.add(request);
  }

  function tell(sample: Sample, own: number): void {
    try {
      onSample(sample, own);
    } catch (error) {
      broken.abort(error);
    }
  }
}
