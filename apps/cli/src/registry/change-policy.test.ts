import { CallError } from '@flotilla/call';
import type { ConfigStore, Registry } from '@flotilla/discovery';
import { drainInstance } from '@flotilla/governance';
import { documentOf, memoryFleet } from '../testing/memory-fleet';
import { changePolicy } from './change-policy';

let registry: Registry;
beforeEach(() => {
  registry = memoryFleet({});
});
afterEach(() => registry.close());

/** A store in which somebody else writes after each read, so many times. */
function contested(writes: number): ConfigStore {
  const { config } = registry;
  let left = writes;
  return {
    watch: (key) => config.watch(key),
    delete: (key) => config.delete(key),
    put: (key, value, options) => config.put(key, value, options),
    get: async (key) => {
      const read = await config.get(key);
      if (left-- > 0) await config.put(key, JSON.stringify({ timeouts: { callMs: left + 1 } }));
      return read;
    },
  };
}

it('changes what somebody else has just written', async () => {
  const change = await changePolicy(contested(4), 'greeter', (policy) => drainInstance(policy, 'a-1'));
  expect(change.isChanged).toBe(true);
  await expect(documentOf(registry, 'greeter')).resolves.toEqual({
    timeouts: { callMs: 1 },
    drained: ['a-1'],
  });
});

it('drains all that are drained at the same moment', async () => {
  const ids = Array.from({ length: 16 }, (_, position) => `a-${position}`);
  await Promise.all(
    ids.map((id) => changePolicy(registry.config, 'greeter', (policy) => drainInstance(policy, id))),
  );
  const { drained } = (await documentOf(registry, 'greeter')) as { drained: string[] };
  expect(drained.toSorted()).toEqual(ids.toSorted());
});

it('gives up when somebody else writes all the time', async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  const change = changePolicy(contested(Infinity), 'greeter', (policy) => drainInstance(policy, 'a-1'));
  const refused = expect(change).rejects.toThrow('again and again: try again');
  await jest.advanceTimersByTimeAsync(6_000);
  await refused;
  jest.useRealTimers();
});

it('passes on any other failure of a write at once', async () => {
  const down = new CallError('UNAVAILABLE', 'Consul does not answer');
  const config = { ...contested(0), put: jest.fn().mockRejectedValue(down) };
  const change = changePolicy(config, 'orders', (policy) => drainInstance(policy, 'a-1'));
  await expect(change).rejects.toBe(down);
  expect(config.put).toHaveBeenCalledTimes(1);
});
