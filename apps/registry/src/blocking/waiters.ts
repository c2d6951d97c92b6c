import { Refusal } from '../refusal';

/** Those who wait for a change under a key. Bounded, and all let go at once by `close`. */
export class Waiters {
  readonly #maxWaiting: number;
  readonly #byKey = new Map<string, Set<() => void>>();
  #waiting = 0;
  #closed = false;

  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** True once `close` was called: nobody waits any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Waits for the next change under `key`, for at most `timeoutMs`, until `signal` aborts, or until `close`.
   *
   * @throws Refusal 503 when too many wait already.
   */
  async wait(key: string, timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.#closed || signal.aborted) return;
    if (this.#waiting >= this.#maxWaiting) {
      throw new Refusal(503, `Too many blocking queries: ${this.#maxWaiting} are waiting; ask again later`);
    }
    this.#waiting++;
    const { promise, release } = this.#enter(key);
    const timer = setTimeout(release, timeoutMs);
    signal.addEventListener('abort', release);
    try {
      await promise;
    } finally {
      this.#waiting--;
      clearTimeout(timer);
      signal.removeEventListener('abort', release);
      this.#leave(key, release);
    }
  }

  notify(key: string): void {
    for (const release of this.#byKey.get(key) ?? []) release();
  }

  close(): void {
    this.#closed = true;
    for (const key of this.#byKey.keys()) this.notify(key);
  }

  #enter(key: string): { promise: Promise<void>; release: () => void } {
    let release = (): void => {};
    const promise = new Promise<void>((resolve) => (release = resolve));
    const waiting = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, waiting.add(release));
    return { promise, release };
  }

  #leave(key: string, release: () => void): void {
    const waiting = this.#byKey.get(key);
    waiting?.delete(release);
    if (waiting?.size === 0) this.#byKey.delete(key);
  }
}
