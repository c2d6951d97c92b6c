import type { FleetSettings } from './fleet-settings';

/** A service of the fleet: how many of it run, and where. */
export interface ServiceSpec {
  /** Of the service, and of its folder in `apps/`. */
  readonly name: string;
  /** The service after it starts without waiting for it. Default false. */
  readonly startsWithNext?: boolean;
  count(settings: FleetSettings): number;
  /** Port of the instance at a position, from 0; 0 lets the system choose. */
  port(settings: FleetSettings, position: number): number;
  /** Variables that only this service gets. */
  environment?(settings: FleetSettings): Readonly<Record<string, string>>;
}

/** In the order in which they start; they leave in the opposite one. */
export const services: readonly ServiceSpec[] = [
  {
    name: 'registry',
    count: ({ registry }) => (registry.kind === 'embedded' ? 1 : 0),
    port: ({ registry }) => (registry.kind === 'embedded' ? registry.port : 0),
  },
  {
    name: 'postgres',
    startsWithNext: true,
    count: ({ database }) => (database.kind === 'own' ? 1 : 0),
    port: ({ database }) => (database.kind === 'own' ? database.port : 0),
    environment: ({ database }) => (database.kind === 'own' ? { DATA_DIRECTORY: database.folder.path } : {}),
  },
  { name: 'greeter', count: ({ greeters }) => greeters, port: () => 0 },
  {
    name: 'orders',
    count: ({ orders }) => orders,
    port: () => 0,
    environment: ({ database }) => (database.kind === 'none' ? {} : { DATABASE_URL: database.url }),
  },
  { name: 'gateway', count: ({ gateways }) => gateways, port: ({ port }, position) => port + position },
];

/** All services of a fleet: those of its own, and further ones, which start before the gateways. */
export function withFurther(further: readonly ServiceSpec[]): readonly ServiceSpec[] {
  return [...services.slice(0, -1), ...further, ...services.slice(-1)];
}
