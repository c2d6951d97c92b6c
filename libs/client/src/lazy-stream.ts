import type { ResponseStream } from '@flotilla/call';

/** A stream whose headers are still under way, usable as if they had arrived. */
export class LazyStream<T> implements ResponseStream<T> {
  readonly ended: Promise<void>;
  readonly #stream: Promise<ResponseStream<T>>;

  constructor(stream: Promise<ResponseStream<T>>) {
    this.#stream = stream;
    this.ended = stream.then(({ ended }) => ended);
    this.ended.catch(() => undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    yield* await this.#stream;
  }
}
