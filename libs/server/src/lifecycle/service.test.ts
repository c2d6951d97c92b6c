import { memoryRegistry } from '@flotilla/discovery';
import { CallError } from '@flotilla/call';
import { createTelemetry } from '@flotilla/telemetry';
import { FakeListener } from '../testing/fake-listener';
import { FakeRegistrar } from '../testing/fake-registrar';
import { get } from '../testing/request';
import { Service } from './service';
import type { ServiceOptions } from './service-options';

/** What was done, in order. */
let log: string[];
let lines: Record<string, unknown>[];
let service: Service;

function create(options: Partial<ServiceOptions> = {}): Service {
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const telemetry = createTelemetry({ service: 'greeter', logDestination: { write } });
  return (service = new Service({
    name: 'greeter',
    listeners: [new FakeListener('grpc', log)],
    telemetry,
    instance: { id: 'greeter-1', zone: 'a' },
    admin: { host: '127.0.0.1', port: 0 },
    closing: [{ close: async () => log.push('client closed') }],
    ...options,
  }));
}

function adminPort(): number {
  const listening = lines.find(({ msg }) => msg === 'listening') as { admin: { port: number } } | undefined;
  if (!listening) throw new Error('nothing listens yet');
  return listening.admin.port;
}

/** Lets promises settle; what sockets do is awaited elsewhere. */
function settle(): Promise<void> {
  return jest.advanceTimersByTimeAsync(0);
}

/** Ends the waits of a stop as time goes on. */
async function stopped(): Promise<void> {
  const stopping = service.stop();
  await jest.advanceTimersByTimeAsync(2_000);
  await stopping;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
  log = [];
  lines = [];
});
afterEach(async () => {
  await stopped();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('Service: start', () => {
  it('registers the address of its first listener, with the admin port', async () => {
    const registry = memoryRegistry();
    const second = new FakeListener('http', log, async () => ({ host: '127.0.0.1', port: 8_080 }));
    const listeners = [new FakeListener('grpc', log), second];
    await create({ registrar: registry.registrar, listeners }).start();
    for await (const { instances } of registry.discovery.watch('greeter')) {
      const metadata = { adminPort: String(adminPort()), pid: String(process.pid) };
      const address = { host: '127.0.0.1', port: 50_051 };
      expect(instances).toEqual([{ id: 'greeter-1', service: 'greeter', zone: 'a', ...address, metadata }]);
      break;
    }
  });

  it('shows whether it is registered, and what it takes at a time, in its metrics', async () => {
    const { registrar } = memoryRegistry();
    await create({ registrar, admission: { limit: 7 } }).start();
    const { body } = await get(adminPort(), '/metrics');
    expect(body).toContain('\nflotilla_registration_registered 1\n');
    expect(body).toContain('\nflotilla_server_limit 7\n');
    expect(body).toContain('\nflotilla_server_refusals_total{reason="limit"} 0\n');
  });

  it('is ready once it is registered, not before', async () => {
    const registrar = new FakeRegistrar(log);
    const starting = create({ registrar }).start();
    while (registrar.instances.length === 0) await new Promise(setImmediate);
    expect(service.isReady).toBe(false);
    await expect(get(adminPort(), '/readyz')).resolves.toMatchObject({ status: 503 });
    registrar.acknowledge();
    await starting;
    expect(log).toEqual(['grpc listens', 'grpc serves']);
    await expect(get(adminPort(), '/readyz')).resolves.toMatchObject({ status: 200 });
  });

  it('is neither registered nor ready before it is prepared', async () => {
    let prepared = (): void => undefined;
    const prepare = (): Promise<void> => new Promise((resolve) => (prepared = resolve));
    const registry = memoryRegistry();
    const starting = create({ prepare, registrar: registry.registrar }).start();
    while (lines.length === 0) await new Promise(setImmediate);
    await expect(get(adminPort(), '/healthz')).resolves.toMatchObject({ status: 200 });
    await expect(get(adminPort(), '/readyz')).resolves.toMatchObject({ status: 503 });
    await expect(registry.discovery.services()).resolves.toEqual([]);
    prepared();
    await starting;
    expect(service.isReady).toBe(true);
    await expect(registry.discovery.services()).resolves.toEqual(['greeter']);
  });

  it('says which policy of its service is in force, and whether it is drained', async () => {
    const { registrar, config } = memoryRegistry();
    await create({ registrar, policies: config }).start();
    const { revision } = await config.put('flotilla/policies/greeter', '{"drained":["greeter-1"]}');
    await settle();
    const metrics = await get(adminPort(), '/metrics');
    expect(metrics.body).toContain(`flotilla_policy_revision{service="greeter"} ${revision}`);
    await config.put('flotilla/policies/greeter', '{"drained":7}');
    await config.put('flotilla/policies/greeter', '{}');
    await settle();
    const said = lines.filter(({ level }) => level === 'warn').map(({ msg }) => msg);
    expect(said).toEqual(['drained', 'policy refused: the one before stays in force', 'no longer drained']);
  });

  it('puts a policy in force without the section that it cannot obey, and says so', async () => {
    const { registrar, config } = memoryRegistry();
    await create({ registrar, policies: config }).start();
    const document = '{"rateLimit":{"perSecond":1,"by":"address"}}';
    const { revision } = await config.put('flotilla/policies/greeter', document);
    await settle();
    expect(lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { msg: 'a section of the policy is not obeyed', reason: expect.stringContaining('rateLimit.by') },
    ]);
    const metrics = await get(adminPort(), '/metrics');
    expect(metrics.body).toContain(`flotilla_policy_revision{service="greeter"} ${revision}`);
  });

  it('stays ready when the registry goes away, and logs it', async () => {
    const registrar = new FakeRegistrar(log);
    const starting = create({ registrar }).start();
    while (registrar.instances.length === 0) await new Promise(setImmediate);
    registrar.acknowledge();
    await starting;
    registrar.emit({ type: 'state', state: 'registering' });
    registrar.emit({ type: 'error', error: new CallError('UNAVAILABLE', 'connection refused') });
    expect(service.isReady).toBe(true);
    expect(lines.at(-1)).toMatchObject({ level: 'warn', err: { message: 'connection refused' } });
  });

  it.each<{ case: string; options: () => Partial<ServiceOptions>; message: string }>([
    {
      case: 'the port of a second listener is taken',
      options: () => ({
        listeners: [
          new FakeListener('grpc', log),
          new FakeListener('http', log, () => Promise.reject(new Error('port taken'))),
        ],
      }),
      message: 'port taken',
    },
    {
      case: 'it cannot be prepared',
      options: () => ({ prepare: () => Promise.reject(new Error('no such schema')) }),
      message: 'no such schema',
    },
    {
      case: 'the registry cannot take the instance',
      options: () => ({ instance: { id: 'no such id!' }, registrar: memoryRegistry().registrar }),
      message: 'instance.id must be',
    },
  ])('closes everything again when $case', async ({ options, message }) => {
    await expect(create(options()).start()).rejects.toThrow(message);
    expect(log).toEqual(
      expect.arrayContaining(['grpc listens', 'grpc closed within 10000 ms', 'client closed']),
    );
    expect(service.isReady).toBe(false);
    expect(lines.at(-1)).toMatchObject({ msg: 'closed' });
  });

  it('names the admin address when that is taken', async () => {
    await create().start();
    const first = service;
    const port = adminPort();
    await expect(create({ admin: { host: '127.0.0.1', port } }).start()).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: choose another port`,
    );
    await first.stop();
  });

  it.each(['propagationMs', 'drainMs'] as const)('refuses a bad %s', async (option) => {
    create();
    const message = `${option} must be from 0 to 2^30, got NaN`;
    expect(() => create({ [option]: Number.NaN })).toThrow(new RangeError(message));
  });
});

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

  it('before start means that nothing starts', async () => {
    create();
    await service.stop();
    await service.start();
    expect(log).not.toContain('grpc listens');
  });
});
