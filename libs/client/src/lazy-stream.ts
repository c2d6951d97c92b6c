import { CallError } from '@flotilla/call';
import type { ResponseStream } from '@flotilla/call';

/** A stream whose headers are still under way, usable as if they had arrived. */
export class LazyStream<T> implements ResponseStream<T> {
  readonly ended: Promise<void>;
  readonly #stream: Promise<ResponseStream<T>>;

  constructor(stream: Promise<ResponseStream<T>>) {
    this.#stream = stream;
    this.ended = stream.then(({ ended }) => ended).catch(rethrow);
    this.ended.catch(() => undefined);
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    const steps = this.#stream.then((stream) => stream[Symbol.asyncIterator]());
    steps.catch(() => undefined);
    return {
      next: () => steps.then((step) => step.next()).catch(rethrow),
      // Left before the headers arrived, it is cancelled when they do. A generator would leave out both.
      return: async () => {
        steps.then((step) => step.return?.()).catch(() => undefined);
        return { value: undefined, done: true };
      },
    };
  }
}

function rethrow(error: unknown): never {
  throw CallError.from(error);
}
