import { CallError, Listeners } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';
import type { Placed } from '../pipeline/place';
import { Gate } from './gate';
import type { GateState, LimitEvent, Refusal } from './gate';
import { gated } from './gated';
import type { LimiterOptions, LimiterSettings } from './options';

export type LimiterEvent =
  | LimitEvent
  | {
      readonly type: 'refused';
      readonly context: CallContext;
      /** Too many unary calls, or streams. */
      readonly reason: Refusal['reason'];
      /** Of that kind, as many were in flight. */
      readonly limit: number;
    };

export interface Limiter extends Placed {
  readonly place: 'limiter';
  readonly state: GateState;
  /** Calls back on each event, until the returned function is called. */
  observe(listener: (event: LimiterEvent) => void): () => void;
  /**
   * Keeps what is in flight and learned; what is left out goes back to its default.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: LimiterSettings): void;
}

/**
 * For clients: bounds the calls in flight, so that a slow dependency cannot take all of the caller's memory and sockets. A
 * call above the limit is refused at once, never queued.
 *
 * @throws RangeError for a bad option; the call rejects with RESOURCE_EXHAUSTED, which is not retried
 */
export function limiter(options: LimiterOptions = {}): Limiter {
  const gate = new Gate(options);
  const listeners = new Listeners<LimiterEvent>();
  gate.observe((event) => listeners.emit(event));
  const middleware = gated(
    (method) => gate.tryEnter(method),
    (refusal: Refusal, context) => {
      listeners.emit({ type: 'refused', context, reason: refusal.reason, limit: refusal.limit });
      return refused(refusal, context);
    },
  );
  return Object.assign(middleware, {
    place: 'limiter' as const,
    state: gate,
    observe: (listener: (event: LimiterEvent) => void) => listeners.add(listener),
    reconfigure: (next: LimiterSettings) => gate.reconfigure(next),
  });
}

function refused({ reason, inFlight, limit }: Refusal, { method }: CallContext): CallError {
  const what = reason === 'streams' ? 'streams are open' : 'calls are in flight';
  return new CallError(
    'RESOURCE_EXHAUSTED',
    `${method.fullName} was not sent: ${inFlight} ${what} and the limit is ${limit}; try again when some have ended`,
    { retryable: false },
  );
}
