import { memoryRegistry } from '@flotilla/discovery';
import { CallError } from '@flotilla/call';
import { FakeListener } from '../testing/fake-listener';
import { FakeRegistrar } from '../testing/fake-registrar';
import { get } from '../testing/request';
import { adminPort, create, lines, log, service, settle, setUpService } from '../testing/service-fixture';
import type { ServiceOptions } from './service-options';

setUpService();

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
