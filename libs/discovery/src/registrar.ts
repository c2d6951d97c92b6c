import type { CallError } from '@flotilla/call';
import type { Instance, InstancePatch } from './instance';

export interface RegisterOptions {
  /**
   * How long the registry lists an instance that renews no more, in milliseconds, 1,000 to 86,400,000. It is renewed
   * every third of it. Default 15,000: survives two lost renewals, and a crash is noticed within a quarter of a minute.
   */
  ttlMs?: number;
}

/**
 * - `registering`: not known to be registered, and trying, for ever.
 * - `registered`: the registry acknowledged the last registration or renewal.
 * - `closed`: `deregister` was called.
 */
export type RegistrationState = 'registering' | 'registered' | 'closed';

export type RegistrationEvent =
  | { type: 'state'; state: RegistrationState }
  /** At most one per second. */
  | { type: 'error'; error: CallError };

/** One instance's entry in the registry, kept alive until `deregister`. */
export interface Registration {
  readonly state: RegistrationState;
  /**
   * Resolves when the instance was registered for the first time, and stays pending until then. Rejects only if
   * `deregister` comes first. Never an unhandled rejection.
   */
  readonly ready: Promise<void>;
  /**
   * Changes the entry. Does nothing once closed.
   *
   * @throws TypeError or RangeError for a bad value; nothing is changed then.
   */
  update(patch: InstancePatch): void;
  /** Removes the entry. Takes at most 2 s and never rejects: what cannot be removed ends with its TTL. */
  deregister(): Promise<void>;
  /** @returns a function that ends the observation. */
  observe(listener: (event: RegistrationEvent) => void): () => void;
}

/** Makes instances known. */
export interface Registrar {
  /**
   * Returns at once; the registry may be absent.
   *
   * @throws TypeError or RangeError for a bad instance, or for an id that this registrar already keeps.
   */
  register(instance: Instance, options?: RegisterOptions): Registration;
}
