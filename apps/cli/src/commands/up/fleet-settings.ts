import type { DatabaseFolder } from '@flotilla/embedded-postgres';

/** The registry that a fleet uses. */
export type FleetRegistry =
  /** One of its own, on a port of 127.0.0.1. */
  | { readonly kind: 'embedded'; readonly port: number }
  /** One that runs already; ids of instances that others registered there are not to be used again. */
  | { readonly kind: 'running'; readonly address: string; readonly takenIds: ReadonlySet<string> };

/** The database of the orders. */
export type FleetDatabase =
  /** One of its own, on a port of 127.0.0.1. The URL holds its password. */
  | { readonly kind: 'own'; readonly folder: DatabaseFolder; readonly port: number; readonly url: string }
  /** One that runs already. */
  | { readonly kind: 'given'; readonly url: string }
  | { readonly kind: 'none' };

/** What a fleet is made of. */
export interface FleetSettings {
  readonly greeters: number;
  readonly orders: number;
  readonly gateways: number;
  /** Of the first gateway; the others take the ports after it. */
  readonly port: number;
  readonly verbose: boolean;
  readonly registry: FleetRegistry;
  readonly database: FleetDatabase;
}

/** `host:port` or a URL. */
export function registryAddress(registry: FleetRegistry): string {
  return registry.kind === 'embedded' ? `127.0.0.1:${registry.port}` : registry.address;
}
