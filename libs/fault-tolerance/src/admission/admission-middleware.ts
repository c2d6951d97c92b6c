import { CallError, Listeners } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';
import type { GateState, LimitEvent } from '../limiter/gate';
import { gated } from '../limiter/gated';
import type { Placed } from '../pipeline/place';
import { Admission } from './admission';
import type { AdmissionRefusal } from './admission';
import type { AdmissionOptions, AdmissionSettings } from './options';

export type AdmissionEvent =
  | LimitEvent
  | {
      readonly type: 'refused';
      readonly context: CallContext;
      readonly reason: AdmissionRefusal['reason'];
      /** Calls, streams, or for `loop_delay` milliseconds. */
      readonly limit: number;
    };

export interface AdmissionMiddleware extends Placed {
  readonly place: 'limiter';
  readonly state: GateState;
  /** Calls back on each event, until the returned function is called. */
  observe(listener: (event: AdmissionEvent) => void): () => void;
  /**
   * Keeps what is in flight and learned; what is left out goes back to its default.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: AdmissionSettings): void;
  /** Stops the timer that watches the event loop. */
  close(): void;
}

/**
 * For servers: refuses what would only make everything slower, before any work, so that what is admitted is answered in
 * time. Too many calls in flight, or an event loop that runs late: the refusal says when to try again.
 *
 * @throws RangeError for a bad option; the call rejects with RESOURCE_EXHAUSTED and `grpc-retry-pushback-ms`
 */
export function admission(options: AdmissionOptions = {}): AdmissionMiddleware {
  const control = new Admission(options);
  const listeners = new Listeners<AdmissionEvent>();
  control.observe((event) => listeners.emit(event));
  const middleware = gated(
    (method) => control.tryEnter(method),
    (refusal: AdmissionRefusal, context) => {
      listeners.emit({ type: 'refused', context, reason: refusal.reason, limit: refusal.limit });
      return refused(refusal, context);
    },
  );
  return Object.assign(middleware, {
    place: 'limiter' as const,
    state: control.state,
    observe: (listener: (event: AdmissionEvent) => void) => listeners.add(listener),
    reconfigure: (next: AdmissionSettings) => control.reconfigure(next),
    close: () => control.close(),
  });
}

const causes: Readonly<Record<AdmissionRefusal['reason'], string>> = {
  limit: 'calls in flight',
  streams: 'open streams',
  loop_delay: 'ms of event loop delay',
};

function refused(
  { reason, measured, limit, pushbackMs }: AdmissionRefusal,
  { method }: CallContext,
): CallError {
  return new CallError(
    'RESOURCE_EXHAUSTED',
    `${method.fullName}: the server is overloaded (${measured} ${causes[reason]}, limit ${limit}); try again in ${pushbackMs} ms`,
    { metadata: { 'grpc-retry-pushback-ms': String(pushbackMs) } },
  );
}
