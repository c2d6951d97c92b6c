import { codeOf } from '@flotilla/call';
import type { Call, CallContext } from '@flotilla/call';
import { toServerTiming } from './server-timing';

/** A header has to fit into what proxies take. */
const maxCalls = 20;

/** The calls behind one request, told of as they end. */
export class Explanation {
  readonly #entries: string[] = [];
  readonly #onChange: (serverTiming: string) => void;

  constructor(onChange: (serverTiming: string) => void) {
    this.#onChange = onChange;
  }

  /** Makes a call, and notes how it went: of a stream, until its headers. */
  observe<Q, S>(next: Call<Q, S>, request: Q, context: CallContext): Promise<S> {
    const startedMs = performance.now();
    const note = (error?: unknown): void => {
      if (this.#entries.length === maxCalls) return;
      this.#entries.push(toServerTiming(context, performance.now() - startedMs, codeOf(error)));
      this.#onChange(this.#entries.join(', '));
    };
    return next(request, context).then(
      (response) => {
        note();
        return response;
      },
      (error: unknown) => {
        note(error);
        throw error;
      },
    );
  }
}
