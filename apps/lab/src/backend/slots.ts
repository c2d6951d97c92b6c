import { onAbort } from '@flotilla/call';

/** So many pieces of work at a time; the others wait, first come, first served. Who gives up leaves the queue. */
export class Slots {
  #count = Infinity;
  #taken = 0;
  readonly #queue = new Set<() => void>();

  /** Default: as many as there is work. */
  set count(count: number) {
    this.#count = count;
    this.#admit();
  }

  /** @throws the signal's reason when it aborts while the work waits */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#taken -= 1;
      this.#admit();
    }
  }

  #enter(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        unlink();
        resolve();
      };
      const unlink = onAbort(signal, (reason) => {
        this.#queue.delete(enter);
        unlink();
        reject(reason);
      });
      this.#queue.add(enter);
      this.#admit();
    });
  }

  #admit(): void {
    for (const enter of this.#queue) {
      if (this.#taken >= this.#count) return;
      this.#queue.delete(enter);
      this.#taken += 1;
      enter();
    }
  }
}
