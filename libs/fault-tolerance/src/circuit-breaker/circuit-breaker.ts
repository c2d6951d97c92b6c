import { CallError, Listeners } from '@flotilla/call';
import type { Call, CallContext, Middleware } from '@flotilla/call';
import type { Placed } from '../pipeline/place';
import { Breaker } from './breaker';
import { resolveCircuitBreaker } from './options';
import type { CircuitBreakerOptions, CircuitBreakerSettings } from './options';
import { outcomeOfError } from '../outcome/outcome';
import { PerMethod } from '../per-method';
import { started } from '../started';
import type { Change, StateName } from './state';

export type CircuitBreakerEvent =
  /** The circuit of a method changed: noticed when a call begins or ends, since no timer runs. */
  | ({ readonly type: 'state'; readonly method: string } & Change)
  | { readonly type: 'refused'; readonly context: CallContext };

export interface CircuitBreaker extends Placed {
  readonly place: 'circuit_breaker';
  /** Calls back on each event, until the returned function is called. */
  observe(listener: (event: CircuitBreakerEvent) => void): () => void;
  /**
   * The state of each method called so far, as a call would meet it now: one that has been open for `openMs` is half-open.
   * At most 1,000, the last of which may be `other`.
   */
  states(): ReadonlyMap<string, StateName>;
  /**
   * From now on; what is left out goes back to its default. States stay, and counts unless `windowMs` is another.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(settings: CircuitBreakerSettings): void;
}

/**
 * Refuses the calls of a method that mostly fail or are slow, so that callers need not wait and what is called can
 * recover. Goes outside retry: it judges calls, not attempts. A stream is judged by its headers.
 *
 * @throws RangeError for a bad option; the call rejects with UNAVAILABLE, not retryable, when it is refused
 */
export function circuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const { clock = () => performance.now() } = options;
  let settings = resolveCircuitBreaker(options);
  const listeners = new Listeners<CircuitBreakerEvent>();
  const breakers = new PerMethod(
    (method) => new Breaker(settings, (change) => listeners.emit({ type: 'state', method, ...change })),
  );

  function guarded<Q, S>(next: Call<Q, S>, request: Q, context: CallContext): Promise<S> {
    const breaker = breakers.of(context.method.fullName);
    const now = clock();
    const permit = breaker.admit(now, context.deadline);
    if (!permit) {
      listeners.emit({ type: 'refused', context });
      return Promise.reject(refusal(context, breaker.openForMs(now)));
    }
    const failed = (error: unknown): never => {
      const end = clock();
      breaker.record(permit, outcomeOfError(error, end - now, settings.hurriedMs), end);
      throw error;
    };
    return started(next, request, context).then((response) => {
      breaker.record(permit, 'success', clock());
      return response;
    }, failed);
  }

  const middleware: Middleware = (next) => (request, context) =>
    settings.enabled ? guarded(next, request, context) : next(request, context);

  return Object.assign(middleware, {
    place: 'circuit_breaker' as const,
    observe: (listener: (event: CircuitBreakerEvent) => void) => listeners.add(listener),
    states: () => {
      const now = clock();
      return new Map([...breakers].map(([method, breaker]) => [method, breaker.stateAt(now)]));
    },
    reconfigure: (next: CircuitBreakerSettings) => {
      settings = resolveCircuitBreaker(next);
      for (const [, breaker] of breakers) {
        breaker.reconfigure(settings);
        if (!settings.enabled) breaker.reset();
      }
    },
  });
}

function refusal({ method }: CallContext, openForMs: number): CallError {
  const state =
    openForMs > 0
      ? `is open for another ${Math.ceil(openForMs)} ms: too many calls failed or were slow`
      : 'is half-open and its probes are under way';
  return new CallError('UNAVAILABLE', `${method.fullName}: its circuit ${state}; fall back, or call later`, {
    retryable: false,
  });
}
