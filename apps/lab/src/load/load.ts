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
   * False: the contract of the lab's client does not promise that an order may be placed twice, as most contracts promise nothing.
   * Of orders through the client. Default: as the service's contract says, which promises it, because of the keys.
   */
  readonly idempotent?: boolean;
}

/** Who sends what is not a crowd's. */
export const ordinaryCaller = 'ordinary';
