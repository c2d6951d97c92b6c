import { ComposeFleet } from './compose-fleet';
import { confinement } from './confinement';
import { docker } from './docker';
import { faults } from './faults';
import { load } from './load';
import { moveToEtcd } from './move-to-etcd';
import { keepOrdering } from './orders';
import { panels } from './panels';
import { rights } from './rights';
import { routes } from './routes';
import { traces } from './traces';
import { tutorial } from './tutorial';

// One start of the fleet for all: they go on from each other, in this order.
const fleet = new ComposeFleet();
let startMs: number;
let healthyAtMs: number;
let stopOrdering: (() => void) | undefined;

beforeAll(async () => {
  await docker(['version']);
  const buildMs = await fleet.build();
  startMs = await fleet.up();
  healthyAtMs = performance.now();
  const [build, start] = [buildMs, startMs].map((ms) => `${(ms / 1_000).toFixed(1)} s`);
  process.stdout.write(`  built after ${build}; healthy ${start} later\n`);
  stopOrdering = keepOrdering(fleet.url('GATEWAY_PORT'));
}, 900_000);

afterAll(async () => {
  stopOrdering?.();
  await fleet.down();
}, 120_000);

it('is healthy within a minute', () => {
  expect(startMs).toBeLessThan(60_000);
});

describe('routes', () => routes(fleet));
describe('load', () => load(fleet));
describe('confinement', () => confinement(fleet));
describe("Consul's rights", () => rights(fleet));
describe('traces', () => traces(fleet));
describe('a minute after the start', () => panels(fleet, () => healthyAtMs));
describe('the tutorial', () => tutorial(fleet));
describe('faults', () => faults(fleet));
describe('moved to etcd', () => moveToEtcd(fleet));

it('leaves nothing behind', async () => {
  stopOrdering?.();
  await fleet.down();
  await expect(fleet.remains()).resolves.toEqual([]);
}, 120_000);
