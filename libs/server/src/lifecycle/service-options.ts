import type { Listener } from '@flotilla/call';
import type { ConfigStore, Registrar } from '@flotilla/discovery';
import type { Telemetry } from '@flotilla/telemetry';
import type { ServerPolicyOptions } from '../policies/server-policies';

export interface ServiceOptions extends ServerPolicyOptions {
  /** The service's name in discovery. */
  readonly name: string;
  /** The first one's address is registered. */
  readonly listeners: readonly Listener[];
  readonly telemetry: Telemetry;
  /** Where to register; absent: nowhere. */
  readonly registrar?: Registrar;
  /** Where the policy document of the service is followed; absent: nowhere. */
  readonly policies?: ConfigStore;
  readonly instance: {
    /** `service-slot`, unique in the fleet. */
    readonly id: string;
    /** The address that others reach this process by. Default: the first listener's, or this machine's if that is a wildcard. */
    readonly host?: string | undefined;
    readonly zone?: string | undefined;
    readonly version?: string | undefined;
    readonly weight?: number | undefined;
  };
  readonly admin: { readonly host: string; readonly port: number };
  /**
   * What must have happened before it can serve, for example that its database is there: awaited after it listens and
   * before it registers. The signal aborts when the service is told to stop; then it should reject or resolve soon.
   */
  readonly prepare?: (signal: AbortSignal) => Promise<void>;
  /**
   * Aborted when calls in flight begin to be waited for: what would last for ever, as a watch does, should end then, so
   * that its client goes on elsewhere. Default: none.
   */
  readonly draining?: AbortController;
  /** Between deregistration and closing, so that clients hear of it first. Default 2,000 ms. */
  readonly propagationMs?: number;
  /** How long calls in flight may go on at the end. Default 10,000 ms. */
  readonly drainMs?: number;
  /** Closed after the listeners, in this order: clients, then the registry. */
  readonly closing?: readonly { close(): Promise<unknown> }[];
}

const defaults = { propagationMs: 2_000, drainMs: 10_000, closing: [] };

export type ResolvedServiceOptions = ServiceOptions & Required<Pick<ServiceOptions, keyof typeof defaults>>;

/**
 * The options with their defaults.
 *
 * @throws RangeError that names the option and the value
 */
export function resolveServiceOptions(options: ServiceOptions): ResolvedServiceOptions {
  const resolved = { ...defaults, ...options };
  for (const option of ['propagationMs', 'drainMs'] as const) {
    const value = resolved[option];
    // From 2^31 on, Node's timers fire at once.
    if (!(value >= 0 && value <= 2 ** 30))
      throw new RangeError(`${option} must be from 0 to 2^30, got ${value}`);
  }
  return resolved;
}
