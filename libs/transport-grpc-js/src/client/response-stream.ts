import { CallError } from '@flotilla/call';
import type { ResponseStream } from '@flotilla/call';

interface Source {
  /** Asks for one more message. */
  read(): void;
  cancel(error: CallError): void;
}

interface Waiting<T> {
  resolve(result: IteratorResult<T>): void;
  reject(error: CallError): void;
}

/** Messages from the wire as an async iterable: one message is asked for at a time, so a slow reader slows the peer. */
export class WireResponseStream<T> implements ResponseStream<T>, AsyncIterator<T> {
  readonly ended: Promise<void>;
  readonly #source: Source;
  readonly #arrived: T[] = [];
  /** Of those who asked before a message was there, the first to be served. */
  #waiting: Waiting<T>[] = [];
  #outcome: { error: CallError | undefined } | undefined;
  #settleEnded!: (error: CallError | undefined) => void;

  constructor(source: Source) {
    this.#source = source;
    this.ended = new Promise((resolve, reject) => {
      this.#settleEnded = (error) => (error ? reject(error) : resolve());
    });
    this.ended.catch(() => undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  push(message: T): void {
    if (this.#outcome) return;
    const first = this.#waiting.shift();
    if (!first) return void this.#arrived.push(message);
    first.resolve({ value: message, done: false });
    this.#source.read();
  }

  finish(error: CallError | undefined): void {
    this.#outcome ??= { error };
    this.#dismiss(error);
    this.#settleEnded(error);
  }

  next(): Promise<IteratorResult<T>> {
    const message = this.#arrived.shift();
    if (message !== undefined) {
      this.#source.read();
      return Promise.resolve({ value: message, done: false });
    }
    if (this.#outcome?.error) return Promise.reject(this.#outcome.error);
    if (this.#outcome) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** For this reader it is over; `ended` tells that it was cancelled. */
  return(): Promise<IteratorResult<T>> {
    this.#arrived.length = 0;
    this.#outcome ??= { error: undefined };
    this.#dismiss();
    this.#source.cancel(new CallError('CANCELLED', 'the reader left the stream'));
    return Promise.resolve({ value: undefined, done: true });
  }

  /** Tells those who wait that nothing more comes. */
  #dismiss(error?: CallError): void {
    for (const each of this.#waiting.splice(0)) {
      if (error) each.reject(error);
      else each.resolve({ value: undefined, done: true });
    }
  }
}
