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

it('gives up when somebody else writes all the time', async () => {
  const change = changePolicy(contested(5), 'greeter', (policy) => drainInstance(policy, 'a-1'));
  await expect(change).rejects.toThrow('again and again: try again');
});

it('passes on any other failure of a write at once', async () => {
  const down = new CallError('UNAVAILABLE', 'Consul does not answer');
  const config = { ...contested(0), put: jest.fn().mockRejectedValue(down) };
  const change = changePolicy(config, 'orders', (policy) => drainInstance(policy, 'a-1'));
  await expect(change).rejects.toBe(down);
  expect(config.put).toHaveBeenCalledTimes(1);
});
