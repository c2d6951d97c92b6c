import { openRegistry } from '@flotilla/discovery';
import type { Registry, RegistrySettings } from '@flotilla/discovery';
import { decideBackend } from '../backends/backend-requirement';
import type { BackendDecision } from '../backends/backend-requirement';
import { startConsul } from '../backends/consul-agent';
import { startEtcd } from '../backends/etcd-server';
import { freePort } from '../backends/free-port';
import { startApp } from './app-process';

/** A registry that a test owns: it may end it, and start it again at the same address, empty. */
export interface RegistryUnderTest {
  /** As `--registry-url` takes it. */
  readonly address: string;
  /** What a process needs in its environment to use it. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * A client of it; to be closed by who opened it.
   *
   * @param address of what stands before it, for example a `FaultyBackend`. Default its own.
   */
  open(address?: string): Registry;
  /** Resolves when it is gone. Default SIGKILL. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  restart(): Promise<void>;
  /** Ends it for good. */
  close(): Promise<void>;
}

type Lifecycle = Pick<RegistryUnderTest, 'stop' | 'restart' | 'close'>;

type Settings = RegistrySettings & Record<string, string>;

const toConsul = (address: string): Settings => ({ REGISTRY: 'consul', CONSUL_HTTP_ADDR: address });
const toEtcd = (address: string): Settings => ({ REGISTRY: 'etcd', ETCD_ENDPOINTS: address });

function underTest(
  address: string,
  toSettings: (address: string) => Settings,
  lifecycle: Lifecycle,
): RegistryUnderTest {
  const open = (through = address): Registry => openRegistry(toSettings(through));
  return { address, env: toSettings(address), open, ...lifecycle };
}

/** The embedded registry, as a process of its own. */
async function startEmbedded(): Promise<RegistryUnderTest> {
  const port = await freePort();
  const start = (): ReturnType<typeof startApp> => startApp('registry', { PORT: String(port) });
  let app = await start();
  const address = `http://127.0.0.1:${port}`;
  return underTest(address, toConsul, {
    stop: (signal) => app.stop(signal),
    restart: async () => {
      await app.stop();
      app = await start();
    },
    close: () => app.stop(),
  });
}

async function startOnConsul(): Promise<RegistryUnderTest> {
  const consul = await startConsul();
  const { address } = consul;
  return underTest(address, toConsul, {
    stop: (signal) => consul.stop(signal),
    restart: () => consul.restart(),
    close: () => consul.stop(),
  });
}

async function startOnEtcd(): Promise<RegistryUnderTest> {
  const etcd = await startEtcd();
  const { address } = etcd;
  return underTest(address, toEtcd, {
    stop: (signal) => etcd.stop(signal),
    restart: () => etcd.restart(),
    close: () => etcd.close(),
  });
}

/** What tests across the fleet run on: the name, and how to start it. */
export const registries = { embedded: startEmbedded, consul: startOnConsul, etcd: startOnEtcd } as const;

export type RegistryName = keyof typeof registries;

/** Whether there is a program for a registry. */
export function decideRegistry(name: RegistryName): BackendDecision {
  if (name === 'embedded') return { run: true, program: process.execPath };
  return decideBackend(name, name === 'consul' ? 'CONSUL_BIN' : 'ETCD_BIN', process.env);
}
