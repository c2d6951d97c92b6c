import { memoryRegistry } from '@flotilla/discovery';
import type { Discovery, Instance } from '@flotilla/discovery';
import { until } from '@flotilla/testing';
import { FleetWatch } from './fleet-watch';

const never = new AbortController().signal;

const instance = (service: string, number: number, pid = '1'): Instance => ({
  id: `${service}-${number}`,
  service,
  host: '127.0.0.1',
  port: 50_051,
  metadata: { pid },
});

const error = Object.assign(new Error('Consul does not answer'), { code: 'UNAVAILABLE' as const });

/** Of a registry that never answers. */
const silent = {
  watch: async function* () {
    await new Promise(() => undefined);
    yield undefined;
  },
  observe: (listener: (event: object) => void) => {
    listener({ type: 'registry_error', operation: 'watch', error });
    return () => undefined;
  },
} as unknown as Discovery;

/** Resolves when the watch has heard of it. */
function heard(watch: FleetWatch, label: string, originMs: number): Promise<void> {
  return until(label, 4_000, () => watch.marks(originMs).some((mark) => mark.label === label));
}

it('lists who is there, and notes what happens from the start of the load on', async () => {
  const registry = memoryRegistry();
  await registry.registrar.register(instance('greeter', 1)).ready;
  const watch = new FleetWatch(registry.discovery);
  await expect(watch.ready(5_000, never)).resolves.toBe(true);
  expect(watch.instances().map(({ id }) => id)).toEqual(['greeter-1']);
  const beforeMs = performance.now();
  const early = registry.registrar.register(instance('orders', 1));
  await heard(watch, 'orders-1 came', beforeMs);
  const originMs = performance.now();
  await registry.registrar.register(instance('greeter', 2)).ready;
  await heard(watch, 'greeter-2 came', originMs);
  await early.deregister();
  await heard(watch, 'orders-1 left', originMs);
  expect(watch.marks(originMs).map(({ label }) => label)).toEqual(['greeter-2 came', 'orders-1 left']);
  watch.close();
  await registry.close();
});

it('waits no longer than it is told to, and knows why the registry does not answer', async () => {
  const watch = new FleetWatch(silent);
  await expect(watch.ready(1, never)).resolves.toBe(false);
  expect(watch.problem).toBe('Consul does not answer');
  watch.close();
});

it('waits no longer than it is wanted', async () => {
  const watch = new FleetWatch(silent);
  const stop = new AbortController();
  const ready = watch.ready(600_000, stop.signal);
  stop.abort();
  await expect(ready).resolves.toBe(false);
  watch.close();
});
