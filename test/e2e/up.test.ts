import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, httpSender, registries, until } from '@flotilla/testing';

const cli = join(__dirname, '..', '..', 'apps', 'cli', 'dist', 'main.js');
const startTimeoutMs = 30_000;
const testTimeoutMs = 60_000;

interface Row {
  readonly instance: string;
  readonly address: string;
  readonly pid: number;
}

/** `flotilla` as a person runs it: what it printed, and how it ended. */
class Cli {
  static readonly #started = new Set<Cli>();
  readonly exited: Promise<number | null>;
  readonly #child;
  output = '';

  constructor(args: readonly (string | number)[], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [cli, ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CONSUL_HTTP_ADDR: '', ...env },
    });
    this.#child.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.#child.stderr.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exited = once(this.#child, 'close').then(([code]) => code as number | null);
    Cli.#started.add(this);
  }

  /** Ends what a failed test left; the processes below it follow. */
  static async endAll(): Promise<void> {
    for (const each of Cli.#started) {
      each.kill('SIGTERM');
      await each.exited;
    }
    Cli.#started.clear();
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The processes that its table shows. */
  rows(): Row[] {
    const row = /^[a-z]+ +([a-z]+-\d+) +(\S+) +\S+ +(\d+) +ready$/gm;
    return [...this.output.matchAll(row)].map(([, instance = '', address = '', pid]) => ({
      instance,
      address,
      pid: Number(pid),
    }));
  }

  async ready(): Promise<void> {
    await until('the fleet is ready', startTimeoutMs, () => {
      if (this.#child.exitCode !== null) throw new Error(this.output);
      return this.output.includes('Ctrl-C stops the fleet');
    });
  }
}

async function run(...args: (string | number)[]): Promise<{ code: number | null; output: string }> {
  const program = new Cli(args);
  return { code: await program.exited, output: program.output };
}

/** A zombie, which nobody has asked for its exit code, is not a process left. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self/stat') || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function statusOf(address: string, path: string): Promise<number> {
  const sender = httpSender(`http://${address}`);
  try {
    return (await sender.get(path)).status;
  } finally {
    sender.close();
  }
}

async function startUp(
  ...args: (string | number)[]
): Promise<{ up: Cli; port: number; registryPort: number }> {
  const [port, registryPort] = [await freePort(), await freePort()];
  const ports = ['--port', port, '--registry-port', registryPort];
  const up = new Cli(['up', ...ports, '--data', folder, ...args]);
  await up.ready();
  return { up, port, registryPort };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flotilla-up-'));
});
afterEach(async () => {
  await Cli.endAll();
  rmSync(folder, { recursive: true, force: true });
}, testTimeoutMs);

it(
  'runs a fleet: serves, restarts what dies, drains at SIGTERM and leaves nothing behind',
  async () => {
    const { up, port, registryPort } = await startUp();
    const instances = up.rows().map(({ instance }) => instance);
    const services = { registry: 1, postgres: 1, greeter: 3, orders: 2, gateway: 1 };
    expect(instances).toEqual(
      Object.entries(services).flatMap(([name, count]) =>
        Array.from({ length: count }, (_, position) => `${name}-${position + 1}`),
      ),
    );
    await expect(statusOf(`127.0.0.1:${port}`, '/api/greetings/Ada?language=fr')).resolves.toBe(200);
    await expect(statusOf(`127.0.0.1:${port}`, '/api/products')).resolves.toBe(200);

    const victim = up.rows().find(({ instance }) => instance === 'greeter-1') as Row;
    process.kill(victim.pid, 'SIGKILL');
    const list = ['instances', 'greeter', '--json', '--registry-url', `127.0.0.1:${registryPort}`];
    await until('a new greeter-1 is listed', 10_000, async () => {
      const { code, output } = await run(...list);
      const listed = code === 0 ? (JSON.parse(output) as { id: string; pid: string }[]) : [];
      return listed.some(({ id, pid }) => id === 'greeter-1' && Number(pid) !== victim.pid);
    });
    expect(up.output).toContain('greeter-1 died (SIGKILL)');
    expect(up.output).toContain('restarting (1)');

    up.kill('SIGTERM');
    await expect(up.exited).resolves.toBe(0);
    const order = [...up.output.matchAll(/(\w+)-1 .* stopped$/gm)].map(([, service]) => service);
    expect(order).toEqual(['gateway', 'orders', 'greeter', 'postgres', 'registry']);
    expect(up.rows().filter(({ pid }) => isAlive(pid))).toEqual([]);
  },
  testTimeoutMs,
);

it(
  'uses a registry that runs already, next to the instances of another fleet',
  async () => {
    const registry = await registries.embedded();
    try {
      const named = ['--registry-url', registry.address];
      const { up: first } = await startUp('--greeters', 1, '--orders', 0, ...named);
      const { up: second } = await startUp('--greeters', 1, '--orders', 0, '--gateways', 2, ...named);
      expect(first.rows().map(({ instance }) => instance)).toEqual(['greeter-1', 'gateway-1']);
      expect(second.rows().map(({ instance }) => instance)).toEqual(['greeter-2', 'gateway-2', 'gateway-3']);
      const { output } = await run('status', '--json', ...named);
      expect(JSON.parse(output)).toMatchObject({
        services: [
          { name: 'gateway', instances: 3 },
          { name: 'greeter', instances: 2 },
        ],
      });
    } finally {
      await Cli.endAll();
      await registry.stop();
    }
  },
  testTimeoutMs,
);

it(
  'takes its processes with it when it is killed',
  async () => {
    const { up } = await startUp();
    const rows = up.rows();
    expect(rows).toHaveLength(8);
    up.kill('SIGKILL');
    await until('every process is gone', 15_000, () => !rows.some(({ pid }) => isAlive(pid)));
  },
  testTimeoutMs,
);

it(
  'ends at once at a second signal',
  async () => {
    const { up } = await startUp('--greeters', 1, '--orders', 0);
    const { pid } = up.rows()[1] as Row;
    process.kill(pid, 'SIGSTOP');
    up.kill('SIGINT');
    await until('it is told', 5_000, () => up.output.includes('stopping'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    up.kill('SIGINT');
    await expect(up.exited).resolves.toBe(1);
    expect(up.rows().filter((row) => isAlive(row.pid))).toEqual([]);
  },
  testTimeoutMs,
);

it('says in one line which port is taken, and starts nothing', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const registryPort = await freePort();
  const forGateway = await run('up', '--port', port, '--registry-port', registryPort);
  const forRegistry = await run('up', '--registry-port', port);
  server.close();
  expect(forGateway).toEqual({
    code: 1,
    output: `flotilla: port ${port} is taken: stop what listens there, or choose another with --port\n`,
  });
  expect(forRegistry.code).toBe(1);
  expect(forRegistry.output).toMatch(/^flotilla: .* or choose another with --registry-port\n$/);
}, 30_000);
