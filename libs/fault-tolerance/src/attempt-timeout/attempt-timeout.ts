import type { Clock, Middleware } from '@flotilla/call';
import { within } from '../deadline/within';
import { checkTimeout } from '../option';
import type { Placed } from '../pipeline/place';

export interface AttemptTimeoutOptions {
  /** From the pick of an endpoint to the answer, or to the headers of a stream. Default 1,000 (DESIGN). */
  readonly timeoutMs?: number;
  /**
   * Whether what is inside ends at `context.deadline` and at `context.signal` on its own, as a `Connection` does. Then no
   * timer and no signal are made for it, which are most of the cost. Streams are always ended from outside.
   * Default false: it is ended from outside.
   */
  readonly trustNext?: boolean;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

export interface AttemptTimeout extends Placed {
  readonly place: 'attempt_timeout';
  /** For the attempts that begin from now on. @throws RangeError for a bad option; nothing is changed then. */
  reconfigure(options: Pick<AttemptTimeoutOptions, 'timeoutMs'>): void;
}

/**
 * Ends one attempt early enough for another. Goes inside retry. The deadline of a stream stays that of its call: the
 * server must not cut at the attempt's timeout what may last longer.
 *
 * @throws RangeError for a bad option; the attempt rejects with DEADLINE_EXCEEDED
 */
export function attemptTimeout(options: AttemptTimeoutOptions = {}): AttemptTimeout {
  const { trustNext = false, clock = () => performance.now() } = options;
  let timeoutMs: number;
  const reconfigure = ({ timeoutMs: next = 1_000 }: Pick<AttemptTimeoutOptions, 'timeoutMs'>): void => {
    checkTimeout('timeoutMs', next);
    timeoutMs = next;
  };
  reconfigure(options);
  const middleware: Middleware = (next) => (request, context) => {
    const now = clock();
    const instant = Math.min(context.deadline, now + timeoutMs);
    const isStream = context.method.kind === 'server_stream';
    return within(next, request, context, {
      leftMs: instant - now,
      deadline: isStream ? context.deadline : instant,
      signals: [context.signal],
      covers: 'headers',
      trustNext: trustNext && !isStream,
    });
  };
  return Object.assign(middleware, { place: 'attempt_timeout' as const, reconfigure });
}
