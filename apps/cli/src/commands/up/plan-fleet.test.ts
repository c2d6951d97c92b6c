import type { FleetSettings } from './fleet-settings';
import { planFleet } from './plan-fleet';
import { prepareFleet } from './prepare-fleet';

const settings: FleetSettings = {
  greeters: 3,
  gateways: 2,
  port: 9_000,
  verbose: false,
  registry: { kind: 'embedded', port: 8_500 },
};

function planned(change: Partial<FleetSettings> = {}, ...names: string[]) {
  return planFleet(
    { ...settings, ...change },
    { HOME: '/home', PORT: '1', ADMIN_PORT: '9464', HOST: 'laptop' },
  ).map(({ instance, environment }) => [instance, ...names.map((name) => environment[name])]);
}

it('plans the registry first, then greeters, then gateways on ports in a row', () => {
  expect(planned({}, 'PORT', 'ZONE')).toEqual([
    ['registry-1', '8500', 'a'],
    ['greeter-1', '0', 'a'],
    ['greeter-2', '0', 'b'],
    ['greeter-3', '0', 'a'],
    ['gateway-1', '9000', 'a'],
    ['gateway-2', '9001', 'b'],
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
