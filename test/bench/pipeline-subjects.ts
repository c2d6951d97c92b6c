import { TimeoutStrategy, wrap } from 'cockatiel';
import * as cockatiel from 'cockatiel';
import Opossum from 'opossum';
import { neverAborted } from '@flotilla/call';
import type { CallContext, Codec, Method, Middleware } from '@flotilla/call';
import {
  admission,
  attemptTimeout,
  circuitBreaker,
  clientThrottle,
  deadline,
  fallback,
  faultInjection,
  hedging,
  inOrder,
  limiter,
  pipeline,
  propagate,
  rateLimit,
  refuseLate,
  retry,
} from '@flotilla/fault-tolerance';

/** Something around a call that succeeds at once. */
export type Subject = (request: string) => Promise<unknown>;

const work = (request: string): Promise<string> => Promise.resolve(request);

const codec: Codec = { encode: () => ({ finish: () => new Uint8Array(16) }), decode: () => ({}) };
const method: Method = {
  service: 'bench',
  name: 'Get',
  fullName: 'bench/Get',
  kind: 'unary',
  idempotent: true,
  request: codec,
  response: codec,
};

/** As a client makes the context of a call, and a server that of a request. */
function around(...middleware: readonly Middleware[]): Subject {
  const call = inOrder(...middleware)(work);
  return (request) => {
    const context: CallContext = {
      method,
      deadline: Infinity,
      signal: neverAborted,
      metadata: {},
      attempts: [],
    };
    return call(request, context);
  };
}

/** A transport ends calls at their deadlines itself. */
const trusting = { trustNext: true };

/** What is measured, by name. Each is made in a process of its own. */
export const subjects: Readonly<Record<string, () => Subject>> = {
  'the call alone': () => around(),
  '`deadline`': () => around(deadline(trusting)),
  '`circuitBreaker`': () => around(circuitBreaker()),
  '`clientThrottle`': () => around(clientThrottle()),
  '`limiter`, gradient': () => around(limiter()),
  '`retry`': () => around(retry()),
  '`hedging`': () => around(hedging()),
  '`fallback`, last good answer': () => around(fallback({ lastGoodMs: 30_000 })),
  '`rateLimit`': () => around(rateLimit({ perSecond: 1e9 })),
  '`admission`': () => around(admission()),
  'as `createClient` has them by default': () =>
    around(
      fallback({ lastGoodMs: 1, enabled: false }),
      deadline(trusting),
      circuitBreaker(),
      clientThrottle({ enabled: false }),
      limiter({ enabled: false }),
      retry(),
      hedging({ enabled: false }),
      attemptTimeout(trusting),
    ),
  'as `runService` has them by default': () =>
    around(
      refuseLate(),
      rateLimit({ perSecond: 1, enabled: false }),
      admission(),
      faultInjection(),
      propagate(),
    ),
  'every client policy on': () =>
    around(
      fallback({ lastGoodMs: 30_000 }),
      deadline(trusting),
      circuitBreaker(),
      clientThrottle(),
      limiter(),
      retry(),
      hedging(),
      attemptTimeout(trusting),
    ),
  'deadline, breaker, retry, timeout around any function': () => {
    const guarded = pipeline(deadline(), circuitBreaker(), retry(), attemptTimeout())(work);
    return (request) => guarded(request);
  },
  'cockatiel: retry, breaker, timeout': () => {
    const policy = wrap(
      cockatiel.timeout(2_000, TimeoutStrategy.Cooperative),
      cockatiel.circuitBreaker(cockatiel.handleAll, {
        halfOpenAfter: 2_000,
        breaker: new cockatiel.SamplingBreaker({ threshold: 0.5, duration: 10_000 }),
      }),
      cockatiel.retry(cockatiel.handleAll, {
        maxAttempts: 2,
        backoff: new cockatiel.ExponentialBackoff(),
      }),
    );
    return (request) => policy.execute(() => work(request));
  },
  'opossum: breaker, timeout': () => {
    const breaker = new Opossum(work, { timeout: 2_000, errorThresholdPercentage: 50, resetTimeout: 2_000 });
    return (request) => breaker.fire(request);
  },
};
