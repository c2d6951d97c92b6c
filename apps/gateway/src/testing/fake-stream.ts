import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { abortError, CallError, neverAborted, onAbort } from '@flotilla/call';
import type { ResponseStream } from '@flotilla/call';

/** A stream of a service: sends what it is told to, when it is told to, and ends with CANCELLED at its signal. */
export class FakeStream<T> implements ResponseStream<T> {
  readonly ended: Promise<void>;
  readonly #messages = new PassThrough({ objectMode: true });

  constructor(messages: readonly T[] = [], signal: AbortSignal = neverAborted) {
    this.ended = finished(this.#messages);
    this.ended.catch(() => undefined);
    onAbort(signal, () => this.fail(abortError(signal)));
    for (const message of messages) this.send(message);
  }

  /** Whether its reader left it, or its caller aborted it. */
  get isOver(): boolean {
    return this.#messages.destroyed;
  }

  send(message: T): this {
    this.#messages.write(message);
    return this;
  }

  end(): this {
    this.#messages.end();
    return this;
  }

  fail(error: Error): void {
    this.#messages.destroy(error);
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    const steps = this.#messages[Symbol.asyncIterator]() as AsyncIterator<T>;
    return {
      next: () => steps.next(),
      return: async () => {
        this.fail(new CallError('CANCELLED', 'the reader left the stream'));
        return { value: undefined, done: true };
      },
    };
  }
}
