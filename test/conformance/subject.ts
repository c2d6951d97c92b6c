import { memoryRegistry } from '@flotilla/discovery';
import type { Registry } from '@flotilla/discovery';
import { decideRegistry, describeDecided, registries } from '@flotilla/testing';
import type { RegistryName, RegistryUnderTest } from '@flotilla/testing';

/** A registry that must behave like every other. */
export interface Subject {
  readonly name: RegistryName | 'memory';
  /** A client of it, as a process has one. Closed after the test. */
  open(): Registry;
  /** Whether it is a process of its own, which `backend()` ends and starts. Memory lives and dies with this one. */
  readonly isProcess: boolean;
  backend(): RegistryUnderTest;
}

const startTimeoutMs = 30_000;

/** The same suite on memory, the embedded registry, Consul and etcd. */
export function describeEachRegistry(suite: (subject: Subject) => void): void {
  describe('memory', () => {
    let registry: Registry;
    beforeEach(() => {
      registry = memoryRegistry();
    });
    afterEach(() => registry.close());
    suite({
      name: 'memory',
      open: () => registry,
      isProcess: false,
      backend: () => {
        throw new Error('memory is no process');
      },
    });
  });
  for (const name of Object.keys(registries) as RegistryName[]) describeBackend(name, suite);
}

function describeBackend(name: RegistryName, suite: (subject: Subject) => void): void {
  describeDecided(name, name, decideRegistry(name), () => {
    let backend: RegistryUnderTest | undefined;
    const opened: Registry[] = [];
    beforeAll(async () => {
      backend = await registries[name]();
    }, startTimeoutMs);
    afterEach(() => Promise.all(opened.splice(0).map((registry) => registry.close())));
    afterAll(() => backend?.close(), startTimeoutMs);
    suite({
      name,
      open: () => {
        const registry = (backend as RegistryUnderTest).open();
        opened.push(registry);
        return registry;
      },
      isProcess: true,
      backend: () => backend as RegistryUnderTest,
    });
  });
}
