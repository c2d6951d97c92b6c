import { CallError } from '@flotilla/call';
import type { Clock, Middleware } from '@flotilla/call';
import { checkOption } from '../option';
import type { Placed } from '../pipeline/place';

export interface RefuseLateOptions {
  /** A call with less time left is refused. Default 1: what cannot be answered in time is not begun. */
  readonly minLeftMs?: number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

export interface RefuseLate extends Placed {
  readonly place: 'late_refusal';
  /** For the calls that come from now on. @throws RangeError for a bad option; nothing is changed then. */
  reconfigure(options: Pick<RefuseLateOptions, 'minLeftMs'>): void;
}

/**
 * For servers: refuses a call that arrives when its caller has given up, or is about to, before any work starts.
 *
 * @throws RangeError for a bad option; the call rejects with DEADLINE_EXCEEDED
 */
export function refuseLate(options: RefuseLateOptions = {}): RefuseLate {
  const { clock = () => performance.now() } = options;
  let minLeftMs: number;
  const reconfigure = ({ minLeftMs: next = 1 }: Pick<RefuseLateOptions, 'minLeftMs'>): void => {
    checkOption('minLeftMs', next, next >= 0 && next < Infinity, 'at least 0');
    minLeftMs = next;
  };
  reconfigure(options);
  const middleware: Middleware = (next) => async (request, context) => {
    const leftMs = context.deadline - clock();
    if (leftMs >= minLeftMs) return next(request, context);
    throw new CallError(
      'DEADLINE_EXCEEDED',
      `${context.method.fullName} arrived with ${Math.floor(leftMs)} ms left: refused before any work`,
    );
  };
  return Object.assign(middleware, { place: 'late_refusal' as const, reconfigure });
}
