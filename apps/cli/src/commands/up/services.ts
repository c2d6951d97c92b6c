import type { FleetSettings } from './fleet-settings';

/** A service of the fleet: how many of it run, where, and what a person can ask it. */
export interface ServiceSpec {
  /** Of the service, and of its folder in `apps/`. */
  readonly name: string;
  count(settings: FleetSettings): number;
  /** Port of the instance at a position, from 0; 0 lets the system choose. */
  port(settings: FleetSettings, position: number): number;
  /** Paths to try with curl. */
  readonly examples: readonly string[];
}

/** In the order in which they start; they leave in the opposite one. */
export const services: readonly ServiceSpec[] = [
  {
    name: 'registry',
    count: ({ registry }) => (registry.kind === 'embedded' ? 1 : 0),
    port: ({ registry }) => (registry.kind === 'embedded' ? registry.port : 0),
    examples: [],
  },
  { name: 'greeter', count: ({ greeters }) => greeters, port: () => 0, examples: [] },
  {
    name: 'gateway',
    count: ({ gateways }) => gateways,
    port: ({ port }, position) => port + position,
    examples: ['/api/greetings/Ada?language=fr', '/openapi.json'],
  },
];
