import type { Registry } from '../registry';
import type { RegistrationEvent } from '../registrar';
import { greeter } from '../testing/instances';
import { memoryRegistry } from './memory-registry';

describe('memoryRegistry', () => {
  let registry: Registry;

  beforeEach(() => {
    registry = memoryRegistry();
  });

  async function current(): Promise<unknown> {
    for await (const { instances } of registry.discovery.watch('greeter')) return instances;
    return undefined;
  }

  it('shows what is registered, updated and deregistered', async () => {
    const registration = registry.registrar.register(greeter(1));
    const events: RegistrationEvent[] = [];
    registration.observe((event) => events.push(event));
    await registration.ready;
    expect(registration.state).toBe('registered');
    expect(await current()).toEqual([greeter(1)]);
    registration.update({ weight: 2 });
    expect(await current()).toEqual([{ ...greeter(1), weight: 2 }]);
    await expect(registry.discovery.services()).resolves.toEqual(['greeter']);
    await registration.deregister();
    expect(await current()).toEqual([]);
    expect(events).toEqual([{ type: 'state', state: 'closed' }]);
  });

  it('lets a closed registration change nothing, its successor least of all', async () => {
    const old = registry.registrar.register(greeter(1));
    await old.deregister();
    registry.registrar.register({ ...greeter(1), port: 60_000 });
    old.update({ port: 1 });
    await old.deregister();
    expect(await current()).toEqual([{ ...greeter(1), port: 60_000 }]);
  });

  it('keeps ids apart', () => {
    registry.registrar.register(greeter(1));
    const message = 'instance.id greeter-1 is already registered by this process';
    expect(() => registry.registrar.register(greeter(1))).toThrow(new RangeError(message));
  });

  it.each([999, 86_400_001, Number.NaN])('refuses a ttlMs of %d', (ttlMs) => {
    expect(() => registry.registrar.register(greeter(1), { ttlMs })).toThrow(/^ttlMs must be .*, got/);
  });

  it('refuses a bad update and changes nothing', async () => {
    const registration = registry.registrar.register(greeter(1));
    expect(() => registration.update({ port: 0 })).toThrow(RangeError);
    expect(await current()).toEqual([greeter(1)]);
  });

  it('deregisters everything when closed, ends watches, and takes nothing more', async () => {
    const registration = registry.registrar.register(greeter(1));
    const watch = registry.discovery.watch('greeter')[Symbol.asyncIterator]();
    const entries = registry.config.watch('a')[Symbol.asyncIterator]();
    await Promise.all([watch.next(), entries.next()]);
    await registry.ping();
    await registry.close();
    expect(registration.state).toBe('closed');
    await expect(watch.next()).resolves.toMatchObject({ done: true });
    await expect(entries.next()).resolves.toMatchObject({ done: true });
    expect(() => registry.registrar.register(greeter(1))).toThrow('the registry was closed');
  });
});
