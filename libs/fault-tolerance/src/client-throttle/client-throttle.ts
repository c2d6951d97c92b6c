import { CallError, Listeners } from '@flotilla/call';
import type { Call, CallContext, Middleware } from '@flotilla/call';
import type { Placed } from '../pipeline/place';
import { started } from '../started';
import { Throttle } from './throttle';
import type { ThrottleOptions, ThrottleSettings } from './throttle';

export interface ClientThrottleOptions extends ThrottleOptions {
  /** Default true. When false, nothing is counted and nothing refused. */
  readonly enabled?: boolean;
  /** From 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
}

export type ClientThrottleSettings = ThrottleSettings & Pick<ClientThrottleOptions, 'enabled'>;

export interface ClientThrottleEvent {
  readonly type: 'refused';
  readonly context: CallContext;
  /** How likely the refusal was. */
  readonly probability: number;
}

export interface ClientThrottle extends Placed {
  readonly place: 'client_throttle';
  /** Calls back on each refusal, until the returned function is called. */
  observe(listener: (event: ClientThrottleEvent) => void): () => void;
  /**
   * Keeps the counts; what is left out goes back to its default.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: ClientThrottleSettings): void;
}

/**
 * For clients: when a service refuses much, refuses part of the calls here, where a refusal costs the service nothing. One
 * throttle per service that is called.
 *
 * @throws RangeError for a bad option; the call rejects with RESOURCE_EXHAUSTED, which is not retried
 */
export function clientThrottle(options: ClientThrottleOptions = {}): ClientThrottle {
  const { random = Math.random } = options;
  const throttle = new Throttle(options);
  let { enabled = true } = options;
  const listeners = new Listeners<ClientThrottleEvent>();

  function guarded<Q, S>(next: Call<Q, S>, request: Q, context: CallContext): Promise<S> {
    const { probability } = throttle;
    if (probability > 0 && random() < probability) {
      throttle.count(false);
      listeners.emit({ type: 'refused', context, probability });
      return Promise.reject(refused(context, probability));
    }
    return started(next, request, context).then(
      (response) => {
        throttle.count(true);
        return response;
      },
      (error: unknown) => {
        countFailure(throttle, CallError.from(error));
        throw error;
      },
    );
  }

  const middleware: Middleware = (next) => (request, context) =>
    enabled ? guarded(next, request, context) : next(request, context);
  return Object.assign(middleware, {
    place: 'client_throttle' as const,
    observe: (listener: (event: ClientThrottleEvent) => void) => listeners.add(listener),
    reconfigure: ({ enabled: nextEnabled = true, ...settings }: ClientThrottleSettings) => {
      throttle.reconfigure(settings);
      enabled = nextEnabled;
    },
  });
}

/** What this process refused itself says nothing of the server. */
function countFailure(throttle: Throttle, { code, retryable }: CallError): void {
  if (retryable) throttle.count(code !== 'RESOURCE_EXHAUSTED' && code !== 'UNAVAILABLE');
}

function refused({ method }: CallContext, probability: number): CallError {
  const percent = Math.round(probability * 100);
  return new CallError(
    'RESOURCE_EXHAUSTED',
    `${method.fullName} was not sent: its service refuses so much that ${percent} % of calls are held back; try again later`,
    { retryable: false },
  );
}
