import { SupervisedProcess } from '../../supervisor/supervised-process';
import { fakeSpawn, plan } from '../../supervisor/testing/fake-child';
import type { DatabaseFolder } from '@flotilla/embedded-postgres';
import type { FleetDatabase, FleetSettings } from './fleet-settings';
import { tryIt } from './try-it';

const settings: FleetSettings = {
  greeters: 1,
  orders: 1,
  gateways: 1,
  port: 8_080,
  verbose: false,
  registry: { kind: 'embedded', port: 8_500 },
  database: { kind: 'none' },
};

function lines(change: Partial<FleetSettings> = {}, isReady = true): string[] {
  const { spawn, children } = fakeSpawn();
  const surroundings = { spawn, clock: () => 0, random: () => 0 };
  const gateway = new SupervisedProcess(plan('gateway-1'), surroundings);
  gateway.start();
  if (isReady) children[0]?.becomeReady(8_080);
  return tryIt([gateway], { ...settings, ...change });
}

it('has a line for what each route does, at the gateway that is ready', () => {
  const text = lines().join('\n');
  for (const part of [
    "curl 'http://127.0.0.1:8080/api/greetings/Ada?language=fr'",
    "curl -N 'http://127.0.0.1:8080/api/greetings/Ada/stream'",
    "curl 'http://127.0.0.1:8080/api/products'",
    "curl 'http://127.0.0.1:8080/api/orders' -H 'Idempotency-Key: 1'",
    "curl 'http://127.0.0.1:8080/api/orders?customerId=ada'",
    "curl -N 'http://127.0.0.1:8080/api/orders/<id>/events'",
    'http://127.0.0.1:8080/docs',
    "curl 'http://127.0.0.1:8081/metrics'",
    'npx flotilla instances --registry-url 127.0.0.1:8500',
  ]) {
    expect(text).toContain(part);
  }
});

it.each([
  ['orders', { orders: 0 }, true],
  ['a gateway', {}, false],
] as const)('has none for orders without %s', (_, change, isReady) => {
  expect(lines(change, isReady).join()).not.toContain('/api/orders');
});

const folder = { path: '/data', passwordFile: '/data/password' } as DatabaseFolder;
const own = {
  kind: 'own',
  folder,
  port: 6_000,
  url: 'postgres://postgres:secret@127.0.0.1:6000/postgres',
} as const;

it.each<[FleetDatabase, string[]]>([
  [{ kind: 'none' }, []],
  [{ kind: 'given', url: 'postgres://me:secret@db:5432/orders' }, ['Database: db:5432 (DATABASE_URL)']],
  [
    own,
    [
      'Database: 127.0.0.1:6000, kept in /data (--fresh starts over)',
      "  PGPASSWORD=$(cat '/data/password') psql -h 127.0.0.1 -p 6000 -U postgres",
    ],
  ],
])('tells of the database, and never its password: %#', (database, expected) => {
  const about = lines({ database })
    .slice(1, -1)
    .filter((line) => /^Database|psql/.test(line));
  expect(about).toEqual(expected);
  expect(about.join()).not.toContain('secret');
});
