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
  RateLimitSettings,
  RefuseLate,
} from '@flotilla/fault-tolerance';
import type { Policy } from '@flotilla/governance';
import { whenRead } from '../http/when-read';
import { callerKey } from './caller-key';
import type { CallersBy, KeyOf } from './caller-key';

/** What an instance does so that its callers cannot overload it. Each can be changed by the policy document. */
export interface ServerPolicyOptions {
  /** False: takes whatever comes. Default: a limit that is learned from the latency, and the event loop's delay. */
  readonly admission?: Omit<AdmissionSettings, 'enabled'> | false;
  /** A quota for each caller. Default: none. */
  readonly rateLimit?: Quota;
}

interface Quota {
  readonly perSecond: number;
  /** How many may come at once. Default `perSecond`, at least 1. */
  readonly burst?: number;
  /** What tells callers apart. Default `address` for HTTP, else `all`. */
  readonly by?: CallersBy;
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
  /** The quota in force; kept while there is none, so that switching it off and on again gives nothing back. */
  #quota: RateLimitSettings = { perSecond: 1 };

  /**
   * @param serves what the service's callers speak: it decides how they can be told apart
   * @throws RangeError for an option out of range, or a quota by address where callers have none
   */
  constructor(options: ServerPolicyOptions, instance: string, serves: 'grpc' | 'http' | undefined) {
    this.#options = options;
    this.#serves = serves;
    if (!this.#canTellApart(options.rateLimit)) throw new RangeError(noAddress);
    this.admission = admission();
    this.rateLimit = rateLimit({
      ...this.#quota,
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
    return inOrder(this.rateLimit, whenRead, this.admission, this.faultInjection);
  }

  /**
   * Obeys a policy document from now on; what it leaves out is as the service's own options have it.
   *
   * @returns what this service cannot obey of it, as if it were left out
   * @throws RangeError when it cannot obey; nothing is changed then
   */
  obey(document: Policy): CallError | undefined {
    const own = this.#options;
    const canLimit = this.#canTellApart(document.rateLimit);
    this.admission.reconfigure({
      ...own.admission,
      enabled: own.admission !== false || document.admission !== undefined,
      ...document.admission,
    });
    this.#lateRefusal.reconfigure(document.timeouts ?? {});
    this.faultInjection.reconfigure({ faults: document.faults ?? [] });
    this.#limitRate((canLimit && document.rateLimit) || own.rateLimit);
    return canLimit ? undefined : new CallError('INVALID_ARGUMENT', noAddress);
  }

  close(): void {
    this.admission.close();
  }

  #limitRate(quota: Quota | undefined): void {
    if (!quota) return this.rateLimit.reconfigure({ ...this.#quota, enabled: false });
    const { by = this.#serves === 'http' ? 'address' : 'all', ...settings } = quota;
    this.rateLimit.reconfigure(settings);
    this.#quota = settings;
    this.#keyOf = callerKey(by);
  }

  #canTellApart(quota: Quota | undefined): boolean {
    return quota?.by !== 'address' || this.#serves === 'http';
  }
}

const noAddress = 'rateLimit.by cannot be address for a gRPC service: use all or header';
