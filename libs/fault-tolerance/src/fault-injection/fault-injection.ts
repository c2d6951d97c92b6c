import { CallError, Listeners } from '@flotilla/call';
import type { Call, CallContext, Clock, Middleware } from '@flotilla/call';
import type { Placed } from '../pipeline/place';
import { arm, draw } from './draw';
import type { ArmedFault, Drawn } from './draw';
import { checkFaults } from './fault';
import type { Fault } from './fault';
import { hold } from './hold';
import { loseAnswer } from './lose-answer';

export interface FaultInjectionOptions {
  /** What goes wrong, at most 20. Default: nothing. */
  readonly faults?: readonly Fault[];
  /** Id of the instance that this process is. Default: none, so that faults of named instances do not happen here. */
  readonly instance?: string;
  /** Monotonic milliseconds, in which deadlines are. Default `performance.now`. */
  readonly clock?: Clock;
  /** Milliseconds since 1970, in which `until` is. Default `Date.now`. */
  readonly wallClock?: Clock;
  /** From 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** A call suffers a fault; one that is late and fails, both. */
export interface FaultInjectionEvent {
  readonly type: 'injected';
  readonly context: CallContext;
  readonly fault: 'latency' | 'code' | 'abort';
}

export interface FaultInjection extends Placed {
  readonly place: 'fault_injection';
  /** Calls back on each event, until the returned function is called. */
  observe(listener: (event: FaultInjectionEvent) => void): () => void;
  /** For the calls that begin from now on; no faults when left out. @throws RangeError for a bad one; nothing is changed then. */
  reconfigure(options: Pick<FaultInjectionOptions, 'faults'>): void;
}

/**
 * Makes calls late, fail, or lose their answers, to find out whether callers can bear it (as the fault filter of gRPC A33).
 * For servers, around the handler. A stream suffers before its headers; its answer is lost when they arrive.
 *
 * @throws RangeError for a bad fault
 */
export function faultInjection(options: FaultInjectionOptions = {}): FaultInjection {
  const {
    instance,
    clock = () => performance.now(),
    wallClock = () => Date.now(),
    random = Math.random,
  } = options;
  const listeners = new Listeners<FaultInjectionEvent>();
  let armed: readonly ArmedFault[];
  const reconfigure = ({ faults = [] }: Pick<FaultInjectionOptions, 'faults'>): void => {
    checkFaults(faults);
    armed = arm(faults, instance);
  };
  reconfigure(options);

  async function suffer<Q, S>(
    next: Call<Q, S>,
    request: Q,
    context: CallContext,
    { latencyMs, ending }: Drawn,
  ): Promise<S> {
    const emit = (fault: FaultInjectionEvent['fault']): void =>
      listeners.emit({ type: 'injected', context, fault });
    if (latencyMs > 0) {
      emit('latency');
      await hold(latencyMs, context, clock);
    }
    if (ending === undefined) return next(request, context);
    emit(ending === 'abort' ? 'abort' : 'code');
    if (ending === 'abort') return loseAnswer(next(request, context), context.method);
    throw new CallError(ending, `${context.method.fullName}: ${ending} injected by the policy document`);
  }

  const middleware: Middleware = (next) => (request, context) => {
    if (armed.length === 0) return next(request, context);
    const drawn = draw(armed, context.method, wallClock(), random);
    const isSpared = drawn.latencyMs === 0 && drawn.ending === undefined;
    return isSpared ? next(request, context) : suffer(next, request, context, drawn);
  };
  return Object.assign(middleware, {
    place: 'fault_injection' as const,
    observe: (listener: (event: FaultInjectionEvent) => void) => listeners.add(listener),
    reconfigure,
  });
}
