import { hostname } from 'node:os';
import { loadConfig, serviceShape } from '@flotilla/config';
import { bootstrap } from './bootstrap';

function boot(environment: Record<string, string>) {
  return bootstrap('greeter', loadConfig(serviceShape, { LOG_LEVEL: 'silent', ...environment }));
}

it('makes the parts of a service from its configuration', async () => {
  const { registry, closing, ...service } = boot({
    INSTANCE_ID: 'greeter-2',
    ZONE: 'a',
    INSTANCE_VERSION: '2.0.0',
    INSTANCE_WEIGHT: '3',
    HOST: '0.0.0.0',
    ADVERTISE_HOST: '10.0.0.7',
    ADMIN_PORT: '9464',
  });
  expect(service).toMatchObject({
    name: 'greeter',
    instance: { id: 'greeter-2', host: '10.0.0.7', zone: 'a', version: '2.0.0', weight: 3 },
    registrar: registry.registrar,
    admin: { host: '0.0.0.0', port: 9464 },
    telemetry: { logger: { level: 'silent' } },
  });
  expect(closing).toEqual([registry]);
  await registry.close();
});

it.each([
  ['false', true],
  ['true', false],
])('observes unless OTEL_SDK_DISABLED: %s', async (OTEL_SDK_DISABLED, enabled) => {
  const { registry, telemetry } = boot({ OTEL_SDK_DISABLED });
  expect(telemetry.enabled).toBe(enabled);
  await registry.close();
});

it('names an instance after its service and its host when nobody else did', async () => {
  const { instance, registry } = boot({});
  expect(instance.id).toBe(`greeter-${hostname()}`);
  await registry.close();
});

it('logs that a policy cannot be followed', async () => {
  const { registry, telemetry } = boot({ CONSUL_HTTP_ADDR: '127.0.0.1:1' });
  const warned = new Promise((resolve) => jest.spyOn(telemetry.logger, 'warn').mockImplementation(resolve));
  registry.config.watch('flotilla/policies/greeter')[Symbol.asyncIterator]();
  await expect(warned).resolves.toMatchObject({
    reason: expect.stringContaining('flotilla/policies/greeter'),
  });
  await registry.close();
});
