import { attemptOf, CallError, codeOf, settled, withChanges } from '@flotilla/call';
import type { Attempt, Call, CallContext, Connection, Endpoint, Middleware } from '@flotilla/call';
import { outcomeOf } from '@flotilla/balancing';
import type { Outcome, PickContext } from '@flotilla/balancing';
import type { Pool } from './pool/pool';
import type { PickedConnection } from './pool/rotation';

/** A peer may notice a little earlier that the time of a stream is up. */
const toleranceMs = 10;

/**
 * The end of the middleware: picks an endpoint that is ready, and makes one attempt on its connection.
 *
 * @param aroundAttempt is asked once for each connection
 * @param fairChanceMs an attempt that begins with less time left than this may run out of it without its endpoint's
 *   fault; asked at each
 */
export function dispatch(
  pool: Pool,
  aroundAttempt: (endpoint: Endpoint) => Middleware,
  fairChanceMs: () => number,
): Call {
  const callOf = wrappedOnce(aroundAttempt);

  /** Chained, not awaited: each `await` would cost the path of every call two promises more. */
  function attemptOn<Q, S>(
    picked: PickedConnection,
    request: Q,
    context: CallContext,
    attempt: Attempt,
  ): Promise<S> {
    attempt.endpointId = picked.endpoint.id;
    const startedMs = performance.now();
    const isFair = context.deadline - startedMs >= fairChanceMs();
    const finish = (error?: unknown, hasHeaders = false): void => {
      attempt.code = codeOf(error);
      const endedMs = performance.now();
      const lastedAsWanted = hasHeaders && endedMs >= context.deadline - toleranceMs;
      const latencyMs = context.method.kind === 'unary' ? endedMs - startedMs : undefined;
      const saysNothing = isOurs(error, attempt, isFair && !lastedAsWanted);
      picked.done(saysNothing ? cancelled : outcomeOf(attempt.code, latencyMs));
    };
    const call = callOf(picked) as Call<Q, S>;
    return call(request, context.attempt ? context : withChanges(context, { attempt })).then(
      (response) => {
        const ended = settled(response);
        if (ended)
          void ended.then(
            () => finish(),
            (error: unknown) => finish(error, true),
          );
        else finish();
        return response;
      },
      (error: unknown) => {
        finish(error);
        throw CallError.from(error);
      },
    );
  }

  return (request, context) => {
    const attempt = attemptOf(context);
    const pickContext = toPickContext(context);
    const picked = pool.tryAcquire(pickContext);
    if (picked) return attemptOn(picked, request, context, attempt);
    const acquired = pool.acquire(pickContext, context.deadline, context.signal);
    return acquired.then((later) => attemptOn(later, request, context, attempt));
  };
}

const cancelled: Outcome = { kind: 'cancelled' };

/**
 * Whether an error says nothing about the endpoint. What is no CallError, or was refused before it was sent, went wrong on this
 * side of the wire. An attempt that had no time, as of callers in a hurry, must not eject a healthy endpoint; nor must a stream
 * that lasted as long as its caller wanted.
 */
function isOurs(error: unknown, { code, sent }: Attempt, hadItsTime: boolean): boolean {
  if (error === undefined) return false;
  if (code === 'DEADLINE_EXCEEDED') return !hadItsTime;
  return !(error instanceof CallError) || (code === 'INVALID_ARGUMENT' && !sent);
}

/** The call of each connection, wrapped in middleware the first time it is used. */
function wrappedOnce(around: (endpoint: Endpoint) => Middleware): (picked: PickedConnection) => Call {
  const calls = new WeakMap<Connection, Call>();
  return ({ connection, endpoint }) => {
    let call = calls.get(connection);
    if (!call) {
      call = around(endpoint)(callOn(connection));
      calls.set(connection, call);
    }
    return call;
  };
}

function callOn(connection: Connection): Call {
  return (request, context) =>
    context.method.kind === 'unary'
      ? connection.unary(request, context)
      : connection.serverStream(request, context);
}

/** For the first attempt of a call without a key, as most are: shared, so that it costs nothing. */
const anyEndpoint: PickContext = {};

/** Endpoints that this call tried are avoided while another is ready. */
function toPickContext({ attempts, hashKey }: CallContext): PickContext {
  if (attempts.length === 1) return hashKey === undefined ? anyEndpoint : { hashKey };
  const tried = attempts.flatMap(({ endpointId }) => endpointId ?? []);
  return { avoid: tried.length > 0 ? new Set(tried) : undefined, hashKey };
}
