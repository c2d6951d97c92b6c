import { currentAmbient } from '@flotilla/call';
import type { CallContext, Clock, Middleware } from '@flotilla/call';
import { checkTimeout } from '../option';
import type { Placed } from '../pipeline/place';
import { within } from './within';

export interface DeadlineOptions {
  /**
   * For a unary call whose caller sets no deadline. Default 2,000 (DESIGN: an answer later than 2 s is a failed one).
   * A stream has none unless its caller sets one.
   */
  readonly timeoutMs?: number;
  /**
   * Whether what is inside ends at `context.deadline` and at `context.signal` on its own, as a `Connection` does. Then no
   * timer and no signal are made for it, which are most of the cost. Default false: it is ended from outside.
   */
  readonly trustNext?: boolean;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

export interface Deadline extends Placed {
  readonly place: 'deadline';
  /** For the calls that begin from now on. @throws RangeError for a bad option; nothing is changed then. */
  reconfigure(options: Pick<DeadlineOptions, 'timeoutMs'>): void;
}

/**
 * Ends a call at its own deadline, by default `timeoutMs` from now, or at that of the call that it is made for if that is
 * earlier. A stream is covered to its end. Refuses at once when no time is left.
 *
 * @throws RangeError for a bad option; the call rejects with DEADLINE_EXCEEDED, or CANCELLED when a signal aborts
 */
export function deadline(options: DeadlineOptions = {}): Deadline {
  const { trustNext = false, clock = () => performance.now() } = options;
  let timeoutMs: number;
  const reconfigure = ({ timeoutMs: next = 2_000 }: Pick<DeadlineOptions, 'timeoutMs'>): void => {
    checkTimeout('timeoutMs', next);
    timeoutMs = next;
  };
  reconfigure(options);
  const middleware: Middleware = (next) => (request, context) => {
    const ambient = currentAmbient();
    const now = clock();
    const own = ownDeadline(context, now + timeoutMs);
    const instant = Math.min(own, ambient?.deadline ?? Infinity);
    const signals =
      ambient && ambient.signal !== context.signal ? [context.signal, ambient.signal] : [context.signal];
    return within(next, request, context, {
      leftMs: instant - now,
      deadline: instant,
      signals,
      covers: 'stream',
      trustNext,
    });
  };
  return Object.assign(middleware, { place: 'deadline' as const, reconfigure });
}

function ownDeadline({ deadline: chosen, method }: CallContext, byDefault: number): number {
  return chosen === Infinity && method.kind === 'unary' ? byDefault : chosen;
}
