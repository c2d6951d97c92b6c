import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instance } from '@flotilla/discovery';
import { freePort } from '../backends/free-port';
import { Program } from '../backends/program';
import { httpSender } from '../load/http-sender';
import type { RegistryUnderTest } from './registry-under-test';
import { until } from './until';
import { workspaceRoot } from './workspace-root';

const startTimeoutMs = 30_000;

export interface FleetOptions {
  readonly registry: RegistryUnderTest;
  /** Default 3. */
  readonly greeters?: number;
  /** Default 2. */
  readonly orders?: number;
  /** The database of the orders. Default: one of the fleet's own, empty, removed when it stops. */
  readonly databaseUrl?: string;
  /** Added to the environment of its processes. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A fleet that `flotilla up` runs: one gateway, some greeters and orders, each restarted when it dies. */
export interface Fleet {
  readonly gatewayUrl: string;
  /** What the registry lists of a service, now. Rejects when it does not answer within 5 s. */
  instances(service: string): Promise<readonly Instance[]>;
  /** Stops it with SIGTERM; resolves when it is gone. */
  stop(): Promise<void>;
}

/** @throws Error with the end of its output when it does not serve within 30 s. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { registry: backend, greeters = 3, orders = 2, databaseUrl = '', env } = options;
  const port = await freePort();
  const main = join(workspaceRoot, 'apps', 'cli', 'dist', 'main.js');
  const data = await mkdtemp(join(tmpdir(), 'flotilla-fleet-'));
  const own = databaseUrl === '' ? { data } : {};
  const flags = { greeters, orders, port, ...own, 'registry-url': backend.address };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const up = new Program(process.execPath, [main, 'up', ...args], {
    env: { ...env, ...backend.env, DATABASE_URL: databaseUrl },
  });
  const gatewayUrl = `http://127.0.0.1:${port}`;
  const registry = backend.open();
  const fleet: Fleet = {
    gatewayUrl,
    instances: async (service) => {
      for await (const { instances } of registry.discovery.watch(service, {
        signal: AbortSignal.timeout(5_000),
      })) {
        return instances;
      }
      throw new Error(`${backend.address} did not list ${service} within 5 s`);
    },
    stop: async () => {
      await registry.close();
      await up.stop('SIGTERM');
      await rm(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    await until('the fleet serves', startTimeoutMs, async () => {
      if (!up.running) throw new Error('it ended');
      return (await answers(gatewayUrl)) && (await fleet.instances('greeter')).length === greeters;
    });
  } catch (cause) {
    await fleet.stop();
    throw new Error(`flotilla up does not serve. Its last output:\n${up.output}`, { cause });
  }
  return fleet;
}

async function answers(gatewayUrl: string): Promise<boolean> {
  const sender = httpSender(gatewayUrl);
  const answer = await sender.get('/api/greetings/Ada').catch(() => undefined);
  sender.close();
  return answer?.status === 200;
}
