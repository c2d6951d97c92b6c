import { CallError, withChanges } from '@flotilla/call';
import type { Attempt, Call, CallContext, Code } from '@flotilla/call';

/** One of two attempts that race, with a signal of its own. */
export class Contender {
  readonly #attempt: Attempt;
  readonly #controller = new AbortController();
  #running = true;

  constructor(attempt: Attempt) {
    this.#attempt = attempt;
  }

  get running(): boolean {
    return this.#running;
  }

  /** Rejects, too, when `next` throws synchronously. */
  run<Q, S>(next: Call<Q, S>, request: Q, context: CallContext): Promise<S> {
    try {
      return next(request, withChanges(context, { attempt: this.#attempt, signal: this.#controller.signal }));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  end(code: Code): void {
    this.#running = false;
    this.#attempt.code = code;
  }

  /** Its rival answered first. */
  cancel(): void {
    this.end('CANCELLED');
    this.abort(new CallError('CANCELLED', 'another attempt of the same call answered first'));
  }

  abort(reason: unknown): void {
    this.#controller.abort(reason);
  }
}
