import { CallError } from '@flotilla/call';
import type { Middleware } from '@flotilla/call';
import {
  admission,
  faultInjection,
  inOrder,
  propagate,
  rateLimit,
  refuseLate,
} from '@flotilla/fault-tolerance';
import type {
  AdmissionMiddleware,
  AdmissionSettings,
  FaultInjection,
  RateLimit,
  RefuseLate,
} from '@flotilla/fault-tolerance';
import type { Policy } from '@flotilla/governance';
import { callerKey } from './caller-key';
import type { CallersBy, KeyOf } from './caller-key';

/** What an instance does so that its callers cannot overload it. Each can be changed by the policy document. */
export interface ServerPolicyOptions {
  /** False: takes whatever comes. Default: a limit that is learned from the latency, and the event loop's delay. */
  readonly admission?: Omit<AdmissionSettings, 'enabled'> | false;
  /** A quota for each caller. Default: none. */
  readonly rateLimit?: { readonly perSecond: number; readonly burst?: number; readonly by?: CallersBy };
}

/** The policies that a service handles calls and requests behind. */
export class ServerPolicies {
  readonly admission: AdmissionMiddleware;
  readonly rateLimit: RateLimit;
  readonly faultInjection: FaultInjection;
  readonly #lateRefusal: RefuseLate;
  readonly #options: ServerPolicyOptions;
  readonly #serves: 'grpc' | 'http' | undefined;
  #keyOf: KeyOf = callerKey('all');

  /**
   * @param serves what the service's callers speak: it decides how they can be told apart
   * @throws RangeError for an option out of range
   */
  constructor(options: ServerPolicyOptions, instance: string, serves: 'grpc' | 'http' | undefined) {
    this.#options = options;
    this.#serves = serves;
    this.admission = admission();
    this.rateLimit = rateLimit({
      perSecond: 1,
      enabled: false,
      keyOf: (context, request) => this.#keyOf(context, request),
    });
    this.faultInjection = faultInjection({ instance });
    this.#lateRefusal = refuseLate();
    this.obey({});
  }

  /** Around the handlers of calls. */
  get aroundCalls(): Middleware {
    return inOrder(this.#lateRefusal, this.rateLimit, this.admission, this.faultInjection, propagate());
  }

  /** Around requests, which bring no deadline and have their ambient already. */
  get aroundRequests(): Middleware {
    return inOrder(this.rateLimit, this.admission, this.faultInjection);
  }

  /**
   * Obeys a policy document from now on; what it leaves out is as the service's own options have it.
   *
   * @throws CallError INVALID_ARGUMENT or RangeError when it cannot; nothing is changed then
   */
  obey(document: Policy): void {
    const own = this.#options;
    const quota = document.rateLimit ?? own.rateLimit;
    const keyOf = this.#callerKey(quota?.by);
    this.admission.reconfigure({
      ...own.admission,
      enabled: own.admission !== false || document.admission !== undefined,
      ...document.admission,
    });
    this.#lateRefusal.reconfigure(document.timeouts ?? {});
    this.faultInjection.reconfigure({ faults: document.faults ?? [] });
    this.rateLimit.reconfigure(toRateLimit(quota));
    this.#keyOf = keyOf;
  }

  close(): void {
    this.admission.close();
  }

  #callerKey(by: CallersBy = this.#serves === 'http' ? 'address' : 'all'): KeyOf {
    if (by === 'address' && this.#serves !== 'http')
      throw new CallError(
        'INVALID_ARGUMENT',
        'rateLimit.by cannot be address for a gRPC service: use all or header',
      );
    return callerKey(by);
  }
}

function toRateLimit(quota: ServerPolicyOptions['rateLimit']) {
  if (!quota) return { enabled: false, perSecond: 1 };
  const { perSecond, burst } = quota;
  return { enabled: true, perSecond, ...(burst !== undefined && { burst }) };
}
