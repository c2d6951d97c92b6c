import { docker } from './docker';

interface Service {
  readonly image?: string;
  readonly build?: unknown;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly pids_limit?: number;
  readonly mem_limit?: string;
  readonly scale?: number;
  readonly network_mode?: string;
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: unknown;
  readonly ports?: readonly { readonly host_ip?: string; readonly published?: string }[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly volumes?: readonly {
    readonly type: string;
    readonly source?: string;
    readonly read_only?: boolean;
  }[];
}

interface Config {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const megabyte = 1024 * 1024;

async function configOf(profiles: string, registry = 'consul'): Promise<Config> {
  const env = { COMPOSE_PROFILES: profiles, REGISTRY: registry };
  return JSON.parse(await docker(['compose', 'config', '--format', 'json'], { env })) as Config;
}

let config: Config;
let services: [string, Service][];
/** All that users start, and the profiles that they may add. */
beforeAll(async () => {
  config = await configOf('consul,etcd,dashboards,load');
  services = Object.entries(config.services);
});

/** Names of the services for which something does not hold. */
const not = (holds: (service: Service, name: string) => boolean): string[] =>
  services.filter(([name, service]) => !holds(service, name)).map(([name]) => name);

const memoryOf = (service: Service): number => (service.scale ?? 1) * Number(service.mem_limit ?? Infinity);

it.each<[string, (service: Service) => boolean]>([
  ['reads only its own root', ({ read_only }) => read_only === true],
  [
    'has no capability',
    ({ cap_drop, cap_add = [] }) => cap_drop?.includes('ALL') === true && cap_add.length === 0,
  ],
  [
    'gains no privileges',
    ({ security_opt, privileged }) => !privileged && !!security_opt?.includes('no-new-privileges:true'),
  ],
  ['is bounded in processes and memory', ({ pids_limit, mem_limit }) => !!pids_limit && !!mem_limit],
  [
    'has a network of the project',
    ({ network_mode, networks }) => !network_mode && Object.keys(networks ?? {}).length > 0,
  ],
  ['publishes on 127.0.0.1 only', ({ ports = [] }) => ports.every(({ host_ip }) => host_ip === '127.0.0.1')],
  ['has no tag that moves', ({ image, build }) => !!build || /:[^:]*\d/.test(image ?? '')],
  [
    'mounts the project read-only',
    ({ volumes = [] }) => volumes.every((each) => each.type !== 'bind' || each.read_only),
  ],
  [
    'has no secret in its environment',
    ({ environment = {} }) =>
      !Object.keys(environment).some((name) => /(PASSWORD|TOKEN|SECRET|DATABASE_URL)$/.test(name)),
  ],
])('each container %s', (_, holds) => {
  expect(not(holds)).toEqual([]);
});

it('keeps what nobody outside needs on a network without a way in or out', () => {
  expect(config.networks['backend']).toMatchObject({ internal: true });
  const inside = ['greeter', 'load', 'orders', 'postgres', 'secrets'];
  expect(inside.map((name) => Object.keys(config.services[name]?.networks ?? {}))).toEqual(
    inside.map(() => ['backend']),
  );
  expect(not(({ ports = [], networks = {} }) => ports.length === 0 || 'edge' in networks)).toEqual([]);
});

it('runs nothing as root but what has no other user, and no capability either', () => {
  const isRoot = ({ user, build }: Service): boolean => build === undefined && (user ?? 'root') === 'root';
  expect(not((service) => !isRoot(service)).sort()).toEqual(['etcd', 'secrets']);
});

it.each([
  ['consul,dashboards', 'consul'],
  ['etcd,dashboards', 'etcd'],
])('is at most 12 containers and 2 GB with %s', async (profiles, registry) => {
  const started = Object.values((await configOf(profiles, registry)).services);
  const containers = started.reduce((sum, { scale = 1 }) => sum + scale, 0);
  const bytes = started.reduce((sum, service) => sum + memoryOf(service), 0);
  expect(containers).toBeLessThanOrEqual(12);
  expect(bytes).toBeLessThanOrEqual(2_048 * megabyte);
});

it('leaves it to images made here whether they are healthy, and asks the others: but what ends, and etcd, which tells it for a password', () => {
  expect(not(({ healthcheck, build }) => !(healthcheck && build))).toEqual([]);
  const without = not(({ healthcheck, build }) => (healthcheck ?? build) !== undefined);
  expect(without.sort()).toEqual(['etcd', 'secrets']);
});
