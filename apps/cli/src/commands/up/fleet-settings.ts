/** The registry that a fleet uses. */
export type FleetRegistry =
  /** One of its own, on a port of 127.0.0.1. */
  | { readonly kind: 'embedded'; readonly port: number }
  /** One that runs already; ids of instances that others registered there are not to be used again. */
  | { readonly kind: 'running'; readonly address: string; readonly takenIds: ReadonlySet<string> };

/** What a fleet is made of. */
export interface FleetSettings {
  readonly greeters: number;
  readonly gateways: number;
  /** Of the first gateway; the others take the ports after it. */
  readonly port: number;
  readonly verbose: boolean;
  readonly registry: FleetRegistry;
}

/** `host:port` or a URL. */
export function registryAddress(registry: FleetRegistry): string {
  return registry.kind === 'embedded' ? `127.0.0.1:${registry.port}` : registry.address;
}
