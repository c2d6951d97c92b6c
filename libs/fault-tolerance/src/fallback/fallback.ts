import { CallError, Listeners } from '@flotilla/call';
import type { CallContext, Middleware } from '@flotilla/call';
import type { Placed } from '../pipeline/place';
import { started } from '../started';
import { checkFallback, isCurable } from './options';
import type { FallbackOptions } from './options';
import { sourceOf } from './source';
import type { StandIn } from './source';

export type FallbackEvent =
  /** The caller gets another answer than the call's, which failed with `error`. */
  | { readonly type: 'fallback'; readonly context: CallContext; readonly error: CallError }
  /** The fallback itself failed, with `error`: the caller gets what it would have got without. */
  | { readonly type: 'fallback_failed'; readonly context: CallContext; readonly error: unknown };

interface FallbackChange {
  /** Default true. */
  readonly enabled?: boolean;
  /** Default: as it was made. Only for a fallback to the last good answer. */
  readonly lastGoodMs?: number;
}

export interface Fallback extends Placed {
  readonly place: 'fallback';
  /** Calls back on each event, until the returned function is called. */
  observe(listener: (event: FallbackEvent) => void): () => void;
  /**
   * For the calls that begin from now on. Answers stay, unless it is turned off or they are good for no time.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: FallbackChange): void;
}

/**
 * Answers calls that failed in the end, when everything inside has given up: with a value, with what a function makes, or
 * with the last good answer to the same request. A wrong answer must do less harm than none. Streams are left alone.
 *
 * @throws RangeError for a bad option
 */
export function fallback(options: FallbackOptions): Fallback {
  checkFallback(options);
  const { when = isCurable } = options;
  const source = sourceOf(options);
  const { keep } = source;
  const listeners = new Listeners<FallbackEvent>();
  let enabled = options.enabled ?? true;

  /** @throws what failed when there is no other answer */
  async function replace(request: unknown, context: CallContext, failed: unknown): Promise<unknown> {
    const error = CallError.from(failed);
    const standIn = error.code === 'CANCELLED' ? undefined : await find(request, context, error);
    if (!standIn) throw failed;
    listeners.emit({ type: 'fallback', context, error });
    return standIn.answer;
  }

  async function find(
    request: unknown,
    context: CallContext,
    error: CallError,
  ): Promise<StandIn | undefined> {
    try {
      return when(error) ? await source.find(request, context, error) : undefined;
    } catch (failure) {
      listeners.emit({ type: 'fallback_failed', context, error: failure });
      return undefined;
    }
  }

  function learn(request: unknown, context: CallContext, answer: unknown): void {
    try {
      if (enabled) keep?.(request, context, answer);
    } catch (failure) {
      listeners.emit({ type: 'fallback_failed', context, error: failure });
    }
  }

  const middleware: Middleware = (next) => (request, context) => {
    if (!enabled || !source.covers(context.method)) return next(request, context);
    const answer = started(next, request, context);
    // That the stand-in is of the calls' type is for who made the fallback to see to: it is made without one.
    const instead = (failed: unknown) => replace(request, context, failed) as ReturnType<typeof next>;
    if (!keep) return answer.catch(instead);
    return answer.then((good) => {
      learn(request, context, good);
      return good;
    }, instead);
  };
  return Object.assign(middleware, {
    place: 'fallback' as const,
    observe: (listener: (event: FallbackEvent) => void) => listeners.add(listener),
    reconfigure: ({ enabled: next = true, lastGoodMs }: FallbackChange) => {
      source.setLastGoodMs(lastGoodMs);
      enabled = next;
      if (!enabled) source.forget?.();
    },
  });
}
