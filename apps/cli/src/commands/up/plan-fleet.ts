import { appEntry } from '../../app-entry';
import type { ProcessPlan } from '../../supervisor/process-plan';
import { environmentFor } from '../../registry/registry-access';
import { registryAddress } from './fleet-settings';
import type { FleetRegistry, FleetSettings } from './fleet-settings';
import { services } from './services';
import type { ServiceSpec } from './services';

type Environment = Readonly<Record<string, string | undefined>>;

const zones = ['a', 'b'] as const;

/** The processes of a fleet, in the order in which they start. */
export function planFleet(
  settings: FleetSettings,
  environment: Environment,
  all: readonly ServiceSpec[] = services,
): ProcessPlan[] {
  return all.flatMap((service) => planService(service, settings, environment));
}

function planService(service: ServiceSpec, settings: FleetSettings, environment: Environment): ProcessPlan[] {
  const { name } = service;
  return freeIds(name, service.count(settings), settings).map((instance, position) => ({
    service: name,
    instance,
    entry: appEntry(name),
    startsWithNext: service.startsWithNext ?? false,
    environment: {
      ...withoutOthersDatabase(environment, settings),
      // With its password: for whom it is meant, and nobody else.
      DATABASE_URL: undefined,
      DATABASE_URL_FILE: undefined,
      INSTANCE_ID: instance,
      // A fleet for one machine, whatever HOST means to the user's shell.
      HOST: '127.0.0.1',
      ADVERTISE_HOST: '',
      PORT: String(service.port(settings, position)),
      ADMIN_PORT: '0',
      ZONE: zoneOf(name, position, environment),
      ...registryEnvironment(settings.registry, environment),
      // The readiness of a process is read from its log, where it is an `info`.
      LOG_LEVEL: settings.verbose ? 'debug' : 'info',
      ...service.environment?.(settings),
    },
  }));
}

/** The gateways have none unless the user says so: whoever calls from a zone leaves the instances in others idle. */
function zoneOf(name: string, position: number, environment: Environment): string | undefined {
  return name === 'gateway' ? environment['ZONE'] : zones[position % zones.length];
}

/** The fleet's own database has all that it takes in its URL: the user's PGSSLMODE and its kind are about another. */
function withoutOthersDatabase(environment: Environment, { database }: FleetSettings): Environment {
  if (database.kind !== 'own') return environment;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('PG')));
}

/** The one of its own speaks Consul's API. */
function registryEnvironment(registry: FleetRegistry, environment: Environment): Record<string, string> {
  const address = registryAddress(registry);
  return registry.kind === 'embedded'
    ? { REGISTRY: 'consul', CONSUL_HTTP_ADDR: address }
    : environmentFor(address, environment);
}

/** `greeter-1`, `greeter-2` …, without those of another fleet at the same registry. */
function freeIds(name: string, count: number, { registry }: FleetSettings): string[] {
  const ids: string[] = [];
  for (let slot = 1; ids.length < count; slot += 1) {
    const id = `${name}-${slot}`;
    if (registry.kind === 'embedded' || !registry.takenIds.has(id)) ids.push(id);
  }
  return ids;
}
