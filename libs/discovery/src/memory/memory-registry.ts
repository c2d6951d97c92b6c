import type { Instance } from '../instance';
import { RegistrationSet } from '../registration/registration-set';
import type { Registry } from '../registry';
import { StaticDiscovery } from '../static/static-discovery';
import { memoryConfigStore } from './memory-config-store';
import { MemoryRegistration } from './memory-registration';

/** A registry inside this process: for tests, and for programs that are one process. */
export function memoryRegistry(): Registry {
  const discovery = new StaticDiscovery();
  const config = memoryConfigStore();
  const instances = new Map<string, Instance>();
  const publish = (): void => discovery.update([...instances.values()]);
  const registrar = new RegistrationSet(
    (instance, _ttlMs, onGone) =>
      new MemoryRegistration(instance, instances, () => {
        publish();
        if (!instances.has(instance.id)) onGone();
      }),
  );
  return {
    registrar,
    discovery,
    config,
    ping: () => Promise.resolve(),
    close: async () => {
      await registrar.close();
      discovery.close();
      config.close();
    },
  };
}
