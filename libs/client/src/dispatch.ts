import { attemptOf, codeOf, settled } from '@flotilla/call';
import type { Call, CallContext, Code, Connection, Middleware } from '@flotilla/call';
import { outcomeOf } from '@flotilla/balancing';
import type { PickContext } from '@flotilla/balancing';
import type { Pool } from './pool/pool';

/** The end of the middleware: picks an endpoint that is ready, and makes one attempt on its connection. */
export function dispatch(pool: Pool, attemptMiddleware: Middleware): Call {
  const callOf = wrappedOnce(attemptMiddleware);
  return async (request, context) => {
    const attempt = attemptOf(context);
    const pickContext = toPickContext(context);
    const lease =
      pool.tryAcquire(pickContext) ?? (await pool.acquire(pickContext, context.deadline, context.signal));
    attempt.endpointId = lease.pick.endpoint.id;
    const startedMs = performance.now();
    const finish = (code: Code, latencyMs?: number): void => {
      attempt.code = code;
      lease.pick.done(outcomeOf(code, latencyMs));
    };
    try {
      const response = await callOf(lease.connection)(request, { ...context, attempt });
      const ended = settled(response);
      if (ended)
        void ended.then(
          () => finish('OK'),
          (error: unknown) => finish(codeOf(error)),
        );
      else finish('OK', performance.now() - startedMs);
      return response;
    } catch (error) {
      finish(codeOf(error), performance.now() - startedMs);
      throw error;
    }
  };
}

/** The call of each connection, wrapped in middleware the first time it is used. */
function wrappedOnce(middleware: Middleware): (connection: Connection) => Call {
  const calls = new WeakMap<Connection, Call>();
  return (connection) => {
    let call = calls.get(connection);
    if (!call) {
      call = middleware(callOn(connection));
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

/** Endpoints that this call tried are avoided while another is ready. */
function toPickContext({ attempts, hashKey }: CallContext): PickContext {
  const tried = attempts.length > 1 ? attempts.flatMap(({ endpointId }) => endpointId ?? []) : [];
  return {
    ...(tried.length > 0 && { avoid: new Set(tried) }),
    ...(hashKey !== undefined && { hashKey }),
  };
}
