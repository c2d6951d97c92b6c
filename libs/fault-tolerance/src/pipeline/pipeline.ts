import { abortError, CallError, neverAborted } from '@flotilla/call';
import type { Call, CallContext, Code, Codec, Method, Middleware } from '@flotilla/call';
import { checkOption } from '../option';
import { inOrder } from './in-order';
import type { Placed } from './place';

export interface GuardOptions {
  /** What breakers, errors and metrics call the function. Default its own name. */
  readonly name?: string;
  /** False: it is never run again once it has begun. Default true: who puts `retry` around it says that it may be. */
  readonly idempotent?: boolean;
  /** The code of an error that is no CallError. Default UNAVAILABLE, which counts against it and may be retried. */
  readonly codeOf?: (error: unknown) => Exclude<Code, 'OK'>;
}

export interface GuardedCallOptions {
  /** How long the caller waits; milliseconds. Needs a `deadline` in the pipeline, and is by default what that says. */
  readonly timeoutMs?: number;
  /** Ends the call. */
  readonly signal?: AbortSignal;
}

/**
 * Rejects with the function's own error, with a CallError of a policy, or with CANCELLED when the caller left.
 *
 * @throws RangeError for a bad `timeoutMs`, and for one that no `deadline` obeys
 */
export type Guarded<Q, S> = (request: Q, options?: GuardedCallOptions) => Promise<S>;

/** Puts policies around a function. */
export type Pipeline = <Q, S>(
  fn: (request: Q, context: CallContext) => Promise<S> | S,
  options?: GuardOptions,
) => Guarded<Q, S>;

/**
 * Policies around functions that are not gRPC calls: `pipeline(deadline(), retry())(fetchUser)`. All functions of one
 * pipeline share its budgets and limits; a circuit breaker has a state for each name.
 *
 * @param policies the outermost first
 * @throws RangeError when their order makes no sense
 */
export function pipeline(...policies: readonly Middleware[]): Pipeline {
  const around = inOrder(...policies);
  const hasDeadline = policies.some(isDeadline);
  return (fn, { name = fn.name || 'call', idempotent = true, codeOf = unavailable } = {}) => {
    const method = methodOf(name, idempotent);
    const call = around(asCall(fn, codeOf));
    return (request, { timeoutMs = Infinity, signal = neverAborted } = {}) => {
      checkOption('timeoutMs', timeoutMs, timeoutMs > 0, 'above 0');
      const obeyed = hasDeadline || timeoutMs === Infinity;
      checkOption('timeoutMs', timeoutMs, obeyed, 'left out where no deadline() stands in the pipeline');
      const deadline = performance.now() + timeoutMs;
      return call(request, { method, deadline, signal, metadata: {}, attempts: [] }).catch(rethrow);
    };
  };
}

function isDeadline(policy: Middleware): boolean {
  return (policy as Partial<Placed>).place === 'deadline';
}

function unavailable(): 'UNAVAILABLE' {
  return 'UNAVAILABLE';
}

/** An error of the function itself, with the code that policies judge it by. */
class OwnError extends CallError {}

function asCall<Q, S>(
  fn: (request: Q, context: CallContext) => Promise<S> | S,
  codeOf: (error: unknown) => Exclude<Code, 'OK'>,
): Call<Q, S> {
  return async (request, context) => {
    if (context.attempt) context.attempt.sent = true;
    try {
      return await fn(request, context);
    } catch (error) {
      if (error instanceof CallError) throw error;
      // As fetch does that obeys the signal: the function did not fail, nobody waits for it any more.
      if (context.signal.aborted) throw abortError(context.signal);
      const message = error instanceof Error ? error.message : String(error);
      throw new OwnError(codeOf(error), message, { cause: error });
    }
  };
}

function rethrow(error: unknown): never {
  throw error instanceof OwnError ? error.cause : error;
}

/** What only transports use. */
const noCodec: Codec = {
  encode: () => {
    throw new TypeError('a function has no wire format');
  },
  decode: () => {
    throw new TypeError('a function has no wire format');
  },
};

function methodOf(name: string, idempotent: boolean): Method {
  return {
    service: 'local',
    name,
    fullName: name,
    kind: 'unary',
    idempotent,
    request: noCodec,
    response: noCodec,
  };
}
