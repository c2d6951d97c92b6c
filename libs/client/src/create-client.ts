import { compose, toMethod } from '@flotilla/call';
import type {
  Call,
  Endpoint,
  Method,
  Middleware,
  ResponseStream,
  ServiceDefinition,
  Transport,
} from '@flotilla/call';
import { createBalancer } from '@flotilla/balancing';
import type { BalancerOptions } from '@flotilla/balancing';
import type { ConfigStore, Discovery } from '@flotilla/discovery';
import { PolicyWatch } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';
import { attemptTelemetry, callTelemetry, policyTelemetry } from '@flotilla/telemetry';
import type { Telemetry } from '@flotilla/telemetry';
import { callErrors } from './call-errors';
import { aroundCall, createCallPolicies, fairChanceMs } from './call-policies';
import type { CallPolicyOptions } from './call-policies';
import type { CallOptions, Client } from './client-types';
import { dispatch } from './dispatch';
import { LazyStream } from './lazy-stream';
import { govern } from './govern';
import { newContext } from './new-context';
import { obeyPolicy } from './obey-policy';
import { countPicks } from './observe/count-picks';
import { observeClient } from './observe/observe-client';
import { Pool } from './pool/pool';
import type { PoolOptions } from './pool/pool-options';
import { withinMs } from './within-ms';

/** A client that starts calls nobody before it knows who is drained; but a registry that does not say keeps none for longer. */
const policyWaitMs = 1_000;

export interface ClientOptions extends CallPolicyOptions {
  /** The service's name in discovery, for example `greeter`. */
  readonly service: string;
  readonly discovery: Discovery;
  readonly transport: Transport;
  /** Metrics, traces and logs; absent: none. One client per service and Telemetry: the gauges of two would be one. */
  readonly telemetry?: Telemetry;
  /** Your own, outermost but for telemetry. */
  readonly middleware?: readonly Middleware[];
  readonly balancer?: Omit<BalancerOptions, 'clock'>;
  /** Where the policy document of the service is followed; what it says goes before these options. Absent: nowhere. */
  readonly policies?: ConfigStore;
  readonly pool?: Pick<PoolOptions, 'waitForEndpointMs' | 'maxWaitingCalls' | 'keepLostMs' | 'drainMs'>;
}

/**
 * A typed client of a service, wherever its instances are.
 *
 * A call goes through, outermost first: telemetry → your middleware → fallback → deadline → circuit breaker → client throttle
 * → limiter → retry → hedging; then for each attempt: pick a ready endpoint → attempt timeout → telemetry → its connection.
 * Of these, fallback, throttle, limiter and hedging do nothing until options or the policy document ask for them.
 *
 * @throws RangeError for an option out of range, a service that takes request streams, or one with a method `close`.
 */
export function createClient<const S extends ServiceDefinition>(
  definition: S,
  options: ClientOptions,
): Client<S> {
  const { service, discovery, transport, telemetry, timeoutMs = 2_000, attemptTimeoutMs = 1_000 } = options;
  const methods = resolveMethods(definition);
  const balancer = createBalancer(options.balancer);
  const policies = createCallPolicies(options);
  const around = compose(
    ...(telemetry ? [callTelemetry(telemetry, { target: service })] : []),
    ...(options.middleware ? [callErrors, ...options.middleware] : []),
    aroundCall(policies),
  );
  let fairMs = fairChanceMs(timeoutMs, attemptTimeoutMs);

  // Last, because they start to work at once.
  const watch = options.policies && new PolicyWatch(options.policies, service);
  const after = watch ? withinMs(policyWaitMs, watch.answered) : Promise.resolve();
  let pool: Pool;
  try {
    pool = new Pool({ ...options.pool, service, discovery, transport, balancer, after });
  } catch (error) {
    watch?.close();
    throw error;
  }
  const stopObserving =
    telemetry &&
    observeClient(telemetry, {
      service,
      methods: methods.map(([, method]) => method),
      discovery,
      pool,
      balancer,
      policies,
    });
  const obey = (policy: Policy): void => {
    obeyPolicy(policy, options, { policies, balancer, pool });
    const { callMs = timeoutMs, attemptMs = attemptTimeoutMs, minLeftMs = 0 } = policy.timeouts ?? {};
    // What an instance refuses because it comes late is not its fault either.
    fairMs = Math.max(fairChanceMs(callMs, attemptMs), minLeftMs);
  };
  if (watch) govern(watch, obey, telemetry && policyTelemetry(telemetry, service));
  const close = async (): Promise<void> => {
    watch?.close();
    await pool.close();
    stopObserving?.();
  };
  const call = dispatch(pool, aroundAttempt(service, policies.attemptTimeout, telemetry), () => fairMs);
  return { ...clientMethods(methods, around(call)), close } as Client<S>;
}

/** What each attempt goes through once its endpoint is known. */
function aroundAttempt(
  service: string,
  timeout: Middleware,
  telemetry: Telemetry | undefined,
): (endpoint: Endpoint) => Middleware {
  if (!telemetry?.enabled) return () => timeout;
  const observed = attemptTelemetry(telemetry, { target: service });
  return ({ id }) => compose(countPicks(telemetry.metrics, service, id), timeout, observed);
}

/** The methods by the names that they have on the client. */
function resolveMethods(definition: ServiceDefinition): readonly [string, Method][] {
  if ('close' in definition.methods) {
    throw new RangeError(`${definition.fullName} has a method named close, which is the client's own`);
  }
  return Object.entries(definition.methods).map(([key, method]) => [key, toMethod(definition, method)]);
}

function clientMethods(methods: readonly [string, Method][], call: Call): Record<string, unknown> {
  const entries = methods.map(([key, method]) => {
    const start = (request: unknown, options: CallOptions = {}): Promise<unknown> =>
      call(request, newContext(method, options));
    return [key, method.kind === 'unary' ? start : streaming(start)];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

type Start = (request: unknown, options?: CallOptions) => Promise<unknown>;

function streaming(start: Start) {
  return (request: unknown, options?: CallOptions): ResponseStream<unknown> =>
    new LazyStream(start(request, options) as Promise<ResponseStream<unknown>>);
}
