import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registries, startFleet, until } from '@flotilla/testing';
import type { Fleet, RegistryUnderTest } from '@flotilla/testing';

const cli = join(__dirname, '..', '..', 'apps', 'cli', 'dist', 'main.js');
const startTimeoutMs = 60_000;
const timeoutMs = 30_000;

interface Result {
  readonly requested: number;
  readonly sent: number;
  readonly ended: string;
  readonly statuses: Readonly<Record<string, number>>;
  readonly routes: Readonly<Record<string, { readonly requested: number }>>;
  readonly shares: Readonly<Record<string, number>>;
  readonly timeline: readonly object[];
  readonly processes: readonly {
    readonly name: string;
    readonly cpuShare: number;
    readonly memoryBytes: number;
  }[];
  readonly marks: readonly { readonly label: string }[];
}

let registry: RegistryUnderTest;
let fleet: Fleet;
let out: string;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'flotilla-load-'));
  registry = await registries.embedded();
  fleet = await startFleet({ registry, greeters: 2, orders: 1 });
}, startTimeoutMs);

afterAll(async () => {
  await fleet?.stop();
  await registry?.stop();
  await rm(out, { recursive: true, force: true });
}, startTimeoutMs);

/** `flotilla load` as a person runs it: what it printed, and how it ended. */
class Load {
  readonly ended: Promise<number | null>;
  readonly #child;
  output = '';

  constructor(...args: readonly string[]) {
    this.#child = spawn(process.execPath, [cli, 'load', ...args, '--out', out], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...registry.env },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** Resolves when it tells how it goes. */
  begun(): Promise<void> {
    return until('the load has begun', timeoutMs, () => this.output.includes('ended · p99'));
  }

  /** What it tells from now on meets a closed pipe. */
  stopReading(): void {
    this.#child.stdout.destroy();
  }

  interrupt(): void {
    this.#child.kill('SIGINT');
  }
}

async function resultOf(scenario: string): Promise<Result> {
  return JSON.parse(await readFile(join(out, scenario, 'result.json'), 'utf8')) as Result;
}

it(
  'measures a mixed load, and sees what happens to the fleet meanwhile',
  async () => {
    const [victim] = await fleet.instances('greeter');
    const load = new Load('mixed', '--url', fleet.gatewayUrl, '--rps', '40', '--duration', '15s');
    await load.begun();
    process.kill(Number(victim?.metadata['pid']), 'SIGTERM');
    expect(await load.ended).toBe(0);
    const result = await resultOf('mixed');
    expect(result.ended).toBe('completed');
    // Arrivals are Poisson's: four standard deviations.
    expect(Math.abs(result.requested - 600)).toBeLessThan(98);
    expect(result.sent).toBe(result.requested);
    expect(result.statuses['200']).toBeGreaterThan(0);
    expect(result.statuses['201']).toBeGreaterThan(0);
    expect(Object.keys(result.routes)).toEqual(['greetings', 'orders']);
    expect(Object.keys(result.shares)).toEqual(['greeter-1', 'greeter-2']);
    expect(result.timeline).toHaveLength(15);
    const measured = result.processes.filter(
      ({ cpuShare, memoryBytes }) => cpuShare > 0 && memoryBytes > 1e6,
    );
    expect(measured.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['gateway-1', 'greeter-2', 'load generator', 'orders-1']),
    );
    expect(result.marks.map(({ label }) => label)).toContain('greeter-1 left');
    for (const name of ['latency', 'rate', 'shares', 'cpu'])
      expect(await readFile(join(out, 'mixed', `${name}.svg`), 'utf8')).toContain('greeter-1 left');
    expect(load.output).toContain(`report: ${join(out, 'mixed', 'report.html')}`);
  },
  2 * timeoutMs,
);

it(
  'tells and writes what it has measured when it is interrupted',
  async () => {
    const load = new Load('steady', '--url', fleet.gatewayUrl, '--rps', '20');
    await load.begun();
    load.interrupt();
    expect(await load.ended).toBe(0);
    expect(load.output).toContain('ended early: interrupted');
    const { ended, requested } = await resultOf('steady');
    expect([ended, requested > 50 && requested < 600]).toEqual(['interrupted', true]);
  },
  2 * timeoutMs,
);

it.each<[string, string[], number, string]>([
  [
    'nobody answers',
    ['--url', 'http://127.0.0.1:1'],
    1,
    'flotilla load: no gateway answers at http://127.0.0.1:1',
  ],
  ['the scenario is unknown', ['stedy'], 2, 'there is no scenario "stedy" (did you mean steady?)'],
  ['the target is not on this machine', ['--url', 'http://192.0.2.1'], 2, 'is not on this machine'],
])(
  'puts no load on anything when %s',
  async (_why, args, code, message) => {
    const load = new Load(...args);
    expect([await load.ended, load.output]).toEqual([code, expect.stringContaining(message)]);
  },
  timeoutMs,
);

it(
  'writes its report when the reader of what it tells has gone, as head does',
  async () => {
    const load = new Load('spike', '--url', fleet.gatewayUrl, '--rps', '20', '--duration', '2s');
    load.stopReading();
    expect(await load.ended).toBe(0);
    expect((await resultOf('spike')).ended).toBe('completed');
  },
  timeoutMs,
);

it(
  'fails for a caller who asked it to, when too much failed; without a registry too',
  async () => {
    const nowhere = ['--registry-url', 'http://127.0.0.1:1'];
    const orders = ['--mix', 'orders=1', '--rps', '5', '--duration', '1s', '--fail-above', '0%'];
    const load = new Load('steady', '--url', registryUrl(), ...orders, ...nowhere);
    expect(await load.ended).toBe(1);
    expect(load.output).toContain("only the generator's CPU and memory are measured: ");
    expect(load.output).toContain('failed: more than the 0 % that --fail-above allows');
  },
  timeoutMs,
);

/** Of something that answers, and takes no orders. */
function registryUrl(): string {
  return registry.address.startsWith('http') ? registry.address : `http://${registry.address}`;
}
