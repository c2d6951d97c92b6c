import { abortError, CallError, onAbort } from '@flotilla/call';
import type { Method } from '@flotilla/call';

/** The longest that a Node timer waits, 24 days; a longer one would fire at once. A call that may take longer has none. */
const maxTimerMs = 2 ** 31 - 1;

/** Watches a call's time and its signals; holds a timer and listeners until it is released or has ended the call. */
export class Guard {
  readonly #controller = new AbortController();
  readonly #onEnd: (error: CallError) => void;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #unlink: readonly (() => void)[];

  /** @param onEnd is told when the guard ends the call, before its signal aborts with the same error as its reason */
  constructor(
    method: Method,
    leftMs: number,
    signals: readonly AbortSignal[],
    onEnd: (error: CallError) => void,
  ) {
    this.#onEnd = onEnd;
    if (leftMs <= maxTimerMs) {
      this.#timer = setTimeout(() => this.#end(expired(method, leftMs)), Math.ceil(leftMs));
    }
    this.#unlink = signals.map((signal) => onAbort(signal, () => this.#end(abortError(signal))));
  }

  /** For the work that is guarded. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  stopTimer(): void {
    clearTimeout(this.#timer);
  }

  release(): void {
    this.stopTimer();
    for (const unlink of this.#unlink) unlink();
  }

  #end(error: CallError): void {
    this.release();
    this.#onEnd(error);
    this.#controller.abort(error);
  }
}

/** The error of a call whose time was up, `leftMs` after it began. */
export function expired(method: Method, leftMs: number): CallError {
  const when = leftMs > 0 ? `${Math.round(leftMs)} ms after it began` : 'before it began';
  return new CallError('DEADLINE_EXCEEDED', `${method.fullName}: its time was up ${when}`);
}
