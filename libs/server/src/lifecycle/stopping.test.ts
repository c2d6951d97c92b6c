import { memoryRegistry } from '@flotilla/discovery';
import { FakeListener } from '../testing/fake-listener';
import { FakeRegistrar } from '../testing/fake-registrar';
import { get } from '../testing/request';
import {
  adminPort,
  create,
  lines,
  log,
  service,
  settle,
  stopped,
  setUpService,
} from '../testing/service-fixture';

setUpService();

describe('Service: stop', () => {
  it('leaves, waits, drains and closes, in this order', async () => {
    const registrar = new FakeRegistrar(log);
    const closing = ['client', 'registry'].map((name) => ({
      async close() {
        const { status } = await get(adminPort(), '/readyz');
        log.push(`${name} closed while /readyz answers ${status}`);
      },
    }));
    const starting = create({ registrar, closing, drainMs: 5_000 }).start();
    while (registrar.instances.length === 0) await new Promise(setImmediate);
    registrar.acknowledge();
    await starting;
    log.length = 0;
    const stopping = service.stop();
    expect(service.isReady).toBe(false);
    await jest.advanceTimersByTimeAsync(1_999);
    expect(log).toEqual(['grpc serves no more', 'deregistered']);
    await jest.advanceTimersByTimeAsync(1);
    await stopping;
    expect(log.slice(2)).toEqual([
      'grpc closed within 5000 ms',
      'client closed while /readyz answers 503',
      'registry closed while /readyz answers 503',
    ]);
    await expect(get(adminPort(), '/healthz')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('gives up what prepares it, and lets start go without an error', async () => {
    const registrar = new FakeRegistrar(log);
    const prepare = (signal: AbortSignal): Promise<void> =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('told'))));
    const starting = create({ prepare, registrar }).start();
    while (lines.length === 0) await new Promise(setImmediate);
    await stopped();
    await expect(starting).resolves.toBeUndefined();
    expect(registrar.instances).toEqual([]);
  });

  it('asks what would last for ever to end when clients have heard of it, before calls in flight are waited for', async () => {
    const draining = new AbortController();
    draining.signal.addEventListener('abort', () => log.push('draining'));
    await create({ draining, registrar: memoryRegistry().registrar }).start();
    const stopping = service.stop();
    await jest.advanceTimersByTimeAsync(1_999);
    expect(log).not.toContain('draining');
    await jest.advanceTimersByTimeAsync(1);
    await stopping;
    expect(log.slice(-3)).toEqual(['draining', 'grpc closed within 10000 ms', 'client closed']);
  });

  it('waits for nobody when it was not registered', async () => {
    await create().start();
    await service.stop();
    expect(log.at(-1)).toBe('client closed');
  });

  it('is done once, however often it is asked for', async () => {
    await create().start();
    await Promise.all([service.stop(), service.stop()]);
    await service.stop();
    expect(log.filter((entry) => entry === 'client closed')).toHaveLength(1);
  });

  it('gives up a registration that is still under way, and lets start go without an error', async () => {
    const registrar = new FakeRegistrar(log);
    const starting = create({ registrar }).start();
    while (registrar.instances.length === 0) await new Promise(setImmediate);
    await stopped();
    await expect(starting).resolves.toBeUndefined();
    expect(log).toEqual([
      'grpc listens',
      'grpc serves no more',
      'deregistered',
      'grpc closed within 10000 ms',
      'client closed',
    ]);
  });

  it('does not register what was still binding when it was asked for', async () => {
    const registrar = new FakeRegistrar(log);
    let bound = (_address: { host: string; port: number }): void => undefined;
    const listener = new FakeListener('grpc', log, () => new Promise((resolve) => (bound = resolve)));
    const starting = create({ registrar, listeners: [listener] }).start();
    const stopping = service.stop();
    while (lines.length === 0) await new Promise(setImmediate);
    await settle();
    bound({ host: '127.0.0.1', port: 50_051 });
    await Promise.all([starting, stopping]);
    expect(registrar.instances).toEqual([]);
    expect(log.slice(-3)).toEqual(['grpc listens', 'grpc closed within 10000 ms', 'client closed']);
    expect(service.isReady).toBe(false);
  });

  it('closes what is left when something cannot be closed, and says what could not', async () => {
    const broken = { close: () => Promise.reject(new Error('it is stuck')) };
    const registry = { close: async () => void log.push('registry closed') };
    await create({ closing: [broken, registry] }).start();
    await expect(service.stop()).rejects.toThrow('it is stuck');
    expect(log.at(-1)).toBe('registry closed');
    await expect(get(adminPort(), '/healthz')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    create(); // in its place, for what stops the service after each test
  });

  it('before start means that nothing starts', async () => {
    create();
    await service.stop();
    await service.start();
    expect(log).not.toContain('grpc listens');
  });
});
