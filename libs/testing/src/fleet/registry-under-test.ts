import { startConsul } from '../backends/consul-agent';
import { freePort } from '../backends/free-port';
import { startApp } from './app-process';

/** A registry that a test owns: it may end it, and start it again at the same address, empty. */
export interface RegistryUnderTest {
  /** As `CONSUL_HTTP_ADDR` takes it. */
  readonly address: string;
  /** Resolves when it is gone. Default SIGKILL. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  restart(): Promise<void>;
}

/** The embedded registry, as a process of its own. */
async function startEmbeddedRegistry(): Promise<RegistryUnderTest> {
  const port = await freePort();
  const start = (): ReturnType<typeof startApp> => startApp('registry', { PORT: String(port) });
  let app = await start();
  return {
    address: `http://127.0.0.1:${port}`,
    stop: (signal) => app.stop(signal),
    restart: async () => {
      await app.stop();
      app = await start();
    },
  };
}

/** What the chaos tests run on: the name, and how to start it. */
export const registries = {
  embedded: startEmbeddedRegistry,
  consul: (): Promise<RegistryUnderTest> => startConsul(),
} as const;

export type RegistryName = keyof typeof registries;
