import { CallError } from '@flotilla/call';
import type { ResponseStream } from '@flotilla/call';

/** Yields its messages, then stays open until the test or its connection ends it, or the reader leaves. */
export class FakeStream<T> implements ResponseStream<T> {
  readonly ended: Promise<void>;
  readonly #messages: readonly T[];
  #settle!: (error?: Error) => void;

  constructor(messages: readonly T[] = []) {
    this.#messages = messages;
    this.ended = new Promise((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve());
    });
    this.ended.catch(() => undefined);
  }

  end(): void {
    this.#settle();
  }

  fail(error: Error): void {
    this.#settle(error);
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    const left = [...this.#messages];
    return {
      next: async () => {
        const value = left.shift();
        if (value !== undefined) return { value, done: false };
        await this.ended;
        return { value: undefined, done: true };
      },
      return: async () => {
        this.fail(new CallError('CANCELLED', 'the reader left the stream'));
        return { value: undefined, done: true };
      },
    };
  }
}
