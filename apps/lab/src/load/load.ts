import type { Arrivals } from '@flotilla/testing';

/** More requests than the load's own, for a while. */
export interface Crowd {
  /** Who sends them: tells them apart in what is measured, and in quotas. */
  readonly caller: string;
  readonly ratePerSecond: number;
  /** Since the load began; milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Load {
  readonly ratePerSecond: number;
  readonly durationMs: number;
  readonly arrivals: Arrivals;
  /** How many people are greeted, by names of their own: what a call's hash key is made of. Default 1,000. */
  readonly users?: number;
  /** Share of the requests that greet one and the same of them, from 0 to 1. Default 0. */
  readonly favourite?: number;
  /** Default none. */
  readonly crowds?: readonly Crowd[];
  /**
   * Whether requests go through the gateway, or are calls of a client in the lab's own process: for rates at which a gateway on
   * the same machine would be what is measured. Default the gateway.
   */
  readonly through?: 'gateway' | 'client';
  /**
   * How many clients of greeters there are, which take turns, as a fleet of callers would: each has connections, a limiter, a
   * breaker and a budget of its own. Default 1.
   */
  readonly clients?: number;
  /**
   * Whether the contract that the lab's client goes by promises that placing an order twice does no harm. Of orders through the
   * client. Default true: so does the service's own contract, because each order has a key.
   */
  readonly idempotent?: boolean;
}

/** Who sends what is not a crowd's. */
export const ordinaryCaller = 'ordinary';
