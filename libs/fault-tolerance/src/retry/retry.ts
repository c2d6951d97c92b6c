import { abortError, codeOf, Listeners, withChanges } from '@flotilla/call';
import type { Attempt, Call, CallContext, Code, Middleware } from '@flotilla/call';
import { resolveRetry } from './options';
import type { RetryOptions, RetrySettings } from './options';
import type { Placed } from '../pipeline/place';
import { pause } from './pause';
import { retryWaitMs } from './retry-wait';
import type { Try } from './retry-wait';

export type RetryEvent =
  /** Another attempt follows in `waitMs`. `code` is how the one before failed. */
  | {
      readonly type: 'retry';
      readonly context: CallContext;
      /** Which of the call's attempts that is. */
      readonly attempt: number;
      readonly code: Code;
      readonly waitMs: number;
    }
  | { readonly type: 'budget_exhausted'; readonly context: CallContext; readonly code: Code };

export interface Retry extends Placed {
  readonly place: 'retry';
  /** Calls back on each event, until the returned function is called. */
  observe(listener: (event: RetryEvent) => void): () => void;
  /**
   * For the failures that come from now on; what is left out goes back to its default. The budget stays, with what it counted.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(settings: RetrySettings): void;
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
  let resolved = resolveRetry(options);
  const { budget, random, clock } = resolved;
  const listeners = new Listeners<RetryEvent>();

  /** Waits until another attempt is due; false when there is to be none. @throws CallError when the caller leaves meanwhile */
  async function another(error: unknown, failed: Try, context: CallContext): Promise<boolean> {
    const waitMs = retryWaitMs(error, failed, context, resolved);
    if (waitMs === undefined) return false;
    const code = codeOf(error);
    if (!budget.withdraw()) {
      listeners.emit({ type: 'budget_exhausted', context, code });
      return false;
    }
    listeners.emit({ type: 'retry', context, attempt: context.attempts.length + 1, code, waitMs });
    if (waitMs > 0) await pause(waitMs, context.signal);
    if (context.signal.aborted) throw abortError(context.signal);
    return true;
  }

  /** Chained, not awaited: each `await` would cost a call that succeeds at once, as most do, two promises more. */
  function run<Q, S>(next: Call<Q, S>, request: Q, context: CallContext, number: number): Promise<S> {
    const attempt = begin(number === 1 ? 'first' : 'retry', context);
    return next(request, withChanges(context, { attempt })).then(
      (response) => {
        attempt.code ??= 'OK';
        return response;
      },
      async (error: unknown) => {
        attempt.code ??= codeOf(error);
        if (!(await another(error, { number, sent: attempt.sent }, context))) throw error;
        return run(next, request, context, number + 1);
      },
    );
  }

  const middleware: Middleware = (next) => (request, context) => {
    budget.deposit();
    return run(next, request, context, 1);
  };
  return Object.assign(middleware, {
    place: 'retry' as const,
    observe: (listener: (event: RetryEvent) => void) => listeners.add(listener),
    reconfigure: (next: RetrySettings) => {
      resolved = resolveRetry({ ...next, budget, random, clock });
    },
  });
}

function begin(reason: Attempt['reason'], context: CallContext): Attempt {
  const attempt: Attempt = { number: context.attempts.length + 1, reason, sent: false };
  context.attempts.push(attempt);
  return attempt;
}
