import type { Bound } from '../bound';
import type { Entry } from '../config-store';
import type { Instance } from '../instance';
import type { Listing } from './service-entry';

/** The answer of a query that can block. */
export interface Answer<T> {
  readonly value: T;
  /** Consul's index of the answer, as it came. */
  readonly index: number;
}

/** What watches, registrations and the config store need of a Consul agent. Every method rejects with a CallError. */
export interface ConsulApi {
  /** Passing instances: at once when `index` is 0, else when they may have changed since, after 55 s at the latest. */
  instances(service: string, index: number, signal: AbortSignal): Promise<Answer<Listing>>;
  /** Rejects with PERMISSION_DENIED when instances of the service may be hidden from this token. */
  assertVisible(service: string, signal: AbortSignal): Promise<void>;
  serviceNames(): Promise<string[]>;
  ping(): Promise<void>;
  /** Adds or replaces the entry of an instance, its check passing. */
  register(instance: Instance, ttlMs: number, bound: Bound): Promise<void>;
  /** Renews an entry; rejects when the agent does not know it. */
  pass(id: string, bound: Bound): Promise<void>;
  deregister(id: string, bound: Bound): Promise<void>;
  /** The entry of a key, undefined when there is none; blocks as `instances` does. */
  entry(key: string, index: number, signal?: AbortSignal): Promise<Answer<Entry | undefined>>;
  /**
   * @param cas writes only over the entry with this ModifyIndex; `0`: only where there is none
   * @returns whether it was written
   */
  putEntry(key: string, value: string, cas: number | undefined): Promise<boolean>;
  deleteEntry(key: string): Promise<void>;
}
