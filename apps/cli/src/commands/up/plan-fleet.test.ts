import type { DatabaseFolder } from '@flotilla/embedded-postgres';
import type { FleetSettings } from './fleet-settings';
import { planFleet } from './plan-fleet';
import { prepareFleet } from './prepare-fleet';

const settings: FleetSettings = {
  greeters: 3,
  gateways: 2,
  port: 9_000,
  verbose: false,
  orders: 0,
  registry: { kind: 'embedded', port: 8_500 },
  database: { kind: 'none' },
};

function planned(change: Partial<FleetSettings> = {}, ...names: string[]) {
  return plannedWith({}, change, ...names);
}

function plannedWith(
  own: Readonly<Record<string, string>>,
  change: Partial<FleetSettings>,
  ...names: string[]
) {
  return planFleet(
    { ...settings, ...change },
    {
      HOME: '/home',
      DATABASE_URL: 'postgres://mine',
      PGSSLMODE: 'require',
      PORT: '1',
      ADMIN_PORT: '9464',
      HOST: 'laptop',
      DATABASE_URL_FILE: '/run/secrets/url',
      ...own,
    },
  ).map(({ instance, environment }) => [instance, ...names.map((name) => environment[name])]);
}

it('plans the registry first, then greeters, then gateways on ports in a row', () => {
  expect(planned({}, 'PORT', 'ZONE')).toEqual([
    ['registry-1', '8500', 'a'],
    ['greeter-1', '0', 'a'],
    ['greeter-2', '0', 'b'],
    ['greeter-3', '0', 'a'],
    ['gateway-1', '9000', undefined],
    ['gateway-2', '9001', undefined],
  ]);
});

it("puts gateways into the user's zone", () => {
  expect(plannedWith({ ZONE: 'b' }, { greeters: 1 }, 'ZONE')).toEqual([
    ['registry-1', 'a'],
    ['greeter-1', 'a'],
    ['gateway-1', 'b'],
    ['gateway-2', 'b'],
  ]);
});

it('plans its own database behind the registry, and tells only the orders how to get in', () => {
  const folder = { path: '/data' } as DatabaseFolder;
  const database = { kind: 'own', folder, port: 6_000, url: 'postgres://x:secret@h/x' } as const;
  const names = ['PORT', 'DATA_DIRECTORY', 'DATABASE_URL', 'PGSSLMODE'];
  expect(planned({ database, orders: 2, greeters: 1, gateways: 1 }, ...names)).toEqual([
    ['registry-1', '8500', undefined, undefined, undefined],
    ['postgres-1', '6000', '/data', undefined, undefined],
    ['greeter-1', '0', undefined, undefined, undefined],
    ['orders-1', '0', undefined, database.url, undefined],
    ['orders-2', '0', undefined, database.url, undefined],
    ['gateway-1', '9000', undefined, undefined, undefined],
  ]);
});

it('plans no database when one is given, and hands that on with what else the user says about it', () => {
  const database = { kind: 'given', url: 'postgres://elsewhere/x' } as const;
  const names = ['DATABASE_URL', 'DATABASE_URL_FILE', 'PGSSLMODE'];
  expect(planned({ database, orders: 1, greeters: 0, gateways: 1 }, ...names)).toEqual([
    ['registry-1', undefined, undefined, 'require'],
    ['orders-1', database.url, undefined, 'require'],
    ['gateway-1', undefined, undefined, 'require'],
  ]);
});

it("passes the user's environment on, but for what must differ between processes", () => {
  const names = ['HOME', 'INSTANCE_ID', 'ADMIN_PORT', 'HOST', 'CONSUL_HTTP_ADDR', 'LOG_LEVEL'];
  expect(planned({ greeters: 0, gateways: 0 }, ...names)).toEqual([
    ['registry-1', '/home', 'registry-1', '0', '127.0.0.1', '127.0.0.1:8500', 'info'],
  ]);
});

it('plans no registry when one is running, and leaves out ids that others have there', () => {
  const registry = {
    kind: 'running',
    address: 'consul:8500',
    takenIds: new Set(['greeter-1', 'greeter-3']),
  } as const;
  expect(planned({ registry, gateways: 1, verbose: true }, 'CONSUL_HTTP_ADDR', 'LOG_LEVEL')).toEqual([
    ['greeter-2', 'consul:8500', 'debug'],
    ['greeter-4', 'consul:8500', 'debug'],
    ['greeter-5', 'consul:8500', 'debug'],
    ['gateway-1', 'consul:8500', 'debug'],
  ]);
});

it.each([
  [{ port: 65_535 }, '--port must leave room for 2 gateways below 65536, got 65535'],
  [{ port: 8_499 }, "port 8500 is the registry's: choose another with --port, or with --registry-port"],
])('refuses %j', async (change, message) => {
  await expect(prepareFleet({ ...settings, ...change })).rejects.toThrow(new RangeError(message));
});
