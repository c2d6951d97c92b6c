import { hostname } from 'node:os';
import type { ConfigOf, serviceShape } from '@flotilla/config';
import { openRegistry } from '@flotilla/discovery';
import type { Registry } from '@flotilla/discovery';
import { createTelemetry } from '@flotilla/telemetry';
import type { ServiceOptions } from './lifecycle/service-options';

export type ServiceConfig = ConfigOf<typeof serviceShape>;

/** What every service of the fleet has, ready to be spread into `runService`. */
export interface Bootstrap extends Omit<ServiceOptions, 'listeners'> {
  readonly registry: Registry;
  readonly registrar: Registry['registrar'];
  readonly draining: AbortController;
  readonly policies: Registry['config'];
}

/** The parts that each service needs alike, made from its configuration. */
export function bootstrap(name: string, config: ServiceConfig): Bootstrap {
  const id = config.INSTANCE_ID ?? `${name}-${hostname()}`;
  const registry = openRegistry(config);
  const telemetry = createTelemetry({
    service: name,
    instance: id,
    version: config.INSTANCE_VERSION,
    zone: config.ZONE,
    enabled: !config.OTEL_SDK_DISABLED,
    logLevel: config.LOG_LEVEL,
    traces: { endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT, sampleRatio: config.OTEL_TRACES_SAMPLER_ARG },
  });
  registry.discovery.observe((event) => {
    if (event.type !== 'registry_error' || event.operation !== 'config') return;
    const reason = event.error.message;
    telemetry.registryTrouble.warn({ reason }, 'a policy cannot be followed: the last one stays');
  });
  return {
    name,
    instance: {
      id,
      host: config.ADVERTISE_HOST,
      zone: config.ZONE,
      version: config.INSTANCE_VERSION,
      weight: config.INSTANCE_WEIGHT,
    },
    telemetry,
    registry,
    registrar: registry.registrar,
    policies: registry.config,
    admin: { host: config.ADMIN_HOST ?? config.HOST, port: config.ADMIN_PORT },
    draining: new AbortController(),
    closing: [registry],
  };
}
