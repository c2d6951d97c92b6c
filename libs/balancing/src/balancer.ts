import type { Endpoint } from '@flotilla/call';
import type { EjectionReason } from './outlier-ejection/ejection-rule';
import type { Outcome } from './outcome';
import type { BalancerSettings } from './settings';

/** What a pick may know about the call that it is for. */
export interface PickContext {
  /** Ids of endpoints that the call has tried; they are picked only when there is no other. */
  readonly avoid?: ReadonlySet<string> | undefined;
  /** Calls with the same key go to the same version, and under policies that hash to the same endpoint. */
  readonly hashKey?: string | undefined;
}

/** An endpoint taken for one attempt. */
export interface Pick {
  readonly endpoint: Endpoint;
  /** Reports how the attempt ended. Owed for every pick; only the first report counts. */
  done(outcome: Outcome): void;
}

/** Chooses among endpoints: the part that differs between round robin and its kin. */
export interface Policy {
  /**
   * Replaces the endpoints. What is known of those that stay, by id and address, is kept.
   *
   * @param endpoints those to choose from
   * @param known those and all others that the service has, whatever keeps them out. Default: `endpoints`
   */
  update(endpoints: readonly Endpoint[], known?: readonly Endpoint[]): void;
  /** One endpoint, or undefined when there is none. */
  pick(context?: PickContext): Pick | undefined;
  /** What the policy takes the latency of each endpoint for, in milliseconds; absent: it does not go by latency. */
  latencies?(): Iterable<readonly [endpoint: Endpoint, latencyMs: number]>;
}

/** What a balancer knows of an endpoint at one moment. */
export interface EndpointLoad {
  readonly endpoint: Endpoint;
  /** Picks that are not done. */
  readonly inFlight: number;
  /** Under policies that go by latency: what they take it for, which for a failing endpoint is a penalty. */
  readonly latencyMs?: number;
  readonly ejected: boolean;
}

/** A policy with all that is around it. */
export interface Balancer extends Policy {
  /**
   * Replaces the endpoints.
   *
   * @param ready the endpoints that can take a call now
   * @param known all that the service has, ready or not; panic and zone preference compare with them. Default: `ready`
   */
  update(ready: readonly Endpoint[], known?: readonly Endpoint[]): void;
  /**
   * Changes the settings. What is known of the endpoints stays: who is ejected, how often, who is warming up, and, under
   * the same policy, their loads. The load of an endpoint that comes to another group, because versions or the
   * preference for the zone are others, is forgotten. What is left out goes back to its default.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: BalancerSettings): void;
  /** The load of each ready endpoint, ejected ones included. Takes time in proportion to them: for gauges. */
  loads(): readonly EndpointLoad[];
  /** Calls back on each event, until the returned function is called. */
  observe(listener: (event: BalancerEvent) => void): () => void;
}

export type BalancerEvent =
  | {
      readonly type: 'ejected';
      readonly endpoint: Endpoint;
      readonly forMs: number;
      readonly reason: EjectionReason;
    }
  /** An ejection is over. Noticed at the first pick or update after its time. */
  | { readonly type: 'returned'; readonly endpoint: Endpoint }
  /** Panic: so few endpoints are healthy that the ejected ones are used as well. */
  | { readonly type: 'panic'; readonly active: boolean };
