import { codeOf, Listeners } from '@flotilla/call';
import type { Attempt, CallContext, Code, Method, Middleware } from '@flotilla/call';
import { resolveRetry } from './options';
import type { RetryOptions } from './options';
import { pause } from './pause';
import { retryWaitMs } from './retry-wait';

export type RetryEvent =
  /** Another attempt follows in `waitMs`. `code` is how the one before failed. */
  | {
      readonly type: 'retry';
      readonly method: Method;
      readonly attempt: number;
      readonly code: Code;
      readonly waitMs: number;
    }
  | { readonly type: 'budget_exhausted'; readonly method: Method; readonly code: Code };

export interface Retry extends Middleware {
  /** Calls back on each event, until the returned function is called. */
  observe(listener: (event: RetryEvent) => void): () => void;
}

/**
 * Tries a call again when that may help and can do no harm: the code is retryable, the request was never sent or the
 * method is idempotent, the wait fits into the deadline, the server does not forbid it, and the budget has some left.
 * Otherwise the error of the last attempt stands. A stream is retried until its headers arrive, never after.
 *
 * Each attempt is added to `context.attempts`, where the pool sees which endpoints to avoid.
 *
 * @throws RangeError for a bad option
 */
export function retry(options: RetryOptions = {}): Retry {
  const resolved = resolveRetry(options);
  const { budget } = resolved;
  const listeners = new Listeners<RetryEvent>();

  /** Waits until another attempt is due; false when there is to be none. */
  async function another(error: unknown, attempt: Attempt, context: CallContext): Promise<boolean> {
    const { method, signal } = context;
    const waitMs = retryWaitMs(error, attempt, context, resolved);
    if (waitMs === undefined) return false;
    const code = codeOf(error);
    if (!budget.withdraw()) {
      listeners.emit({ type: 'budget_exhausted', method, code });
      return false;
    }
    listeners.emit({ type: 'retry', method, attempt: attempt.number + 1, code, waitMs });
    if (waitMs > 0) await pause(waitMs, signal);
    return !signal.aborted;
  }

  const middleware: Middleware = (next) => async (request, context) => {
    budget.deposit();
    for (let number = 1; ; number++) {
      const attempt = begin(number, context);
      try {
        const response = await next(request, { ...context, attempt });
        attempt.code = 'OK';
        return response;
      } catch (error) {
        attempt.code = codeOf(error);
        if (!(await another(error, attempt, context))) throw error;
      }
    }
  };
  return Object.assign(middleware, {
    observe: (listener: (event: RetryEvent) => void) => listeners.add(listener),
  });
}

function begin(number: number, context: CallContext): Attempt {
  const attempt: Attempt = { number, reason: number === 1 ? 'first' : 'retry', sent: false };
  context.attempts.push(attempt);
  return attempt;
}
