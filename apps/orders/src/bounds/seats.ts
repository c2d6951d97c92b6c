import { CallError } from '@flotilla/call';
import { checkBounds, onOver } from './bounds';
import type { Bounds } from './bounds';

export interface SeatsOptions {
  readonly size: number;
  /** One more than these is refused. */
  readonly maxWaiting: number;
}

/** Lets so many work at once, and the next wait in order, within their bounds. */
export class Seats {
  readonly #options: SeatsOptions;
  readonly #waiting = new Set<() => void>();
  #taken = 0;

  constructor(options: SeatsOptions) {
    this.#options = options;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** @throws CallError RESOURCE_EXHAUSTED when too many wait, or that it waited too long. */
  async use<T>(bounds: Bounds, work: () => Promise<T>): Promise<T> {
    await this.#take(bounds);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #take(bounds: Bounds): Promise<void> {
    checkBounds(bounds);
    if (this.#taken >= this.#options.size) return this.#wait(bounds);
    this.#taken += 1;
  }

  #wait(bounds: Bounds): Promise<void> {
    if (this.#waiting.size >= this.#options.maxWaiting) {
      const message = `${this.#waiting.size} calls wait already: try again later`;
      throw new CallError('RESOURCE_EXHAUSTED', message);
    }
    return new Promise((resolve, reject) => {
      const sit = (): void => {
        release();
        resolve();
      };
      const release = onOver(bounds, (error) => {
        this.#waiting.delete(sit);
        reject(error);
      });
      this.#waiting.add(sit);
    });
  }

  /** The seat goes to who waits longest. */
  #leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#taken -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
