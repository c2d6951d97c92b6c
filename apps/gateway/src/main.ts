import { createClient } from '@flotilla/client';
import { loadConfig, milliseconds, port, serviceShape } from '@flotilla/config';
import { GreeterServiceDefinition } from '@flotilla/contracts';
import { bootstrap, http, main, runService } from '@flotilla/server';
import { grpcTransport } from '@flotilla/transport-grpc-js';
import { createApp } from './app';

main(async () => {
  const config = loadConfig({
    ...serviceShape,
    PORT: port(8080),
    /** How long a call to a service may take, retries included. */
    CALL_TIMEOUT_MS: milliseconds({ min: 1, max: 60_000, default: 2_000 }),
  });
  const service = bootstrap('gateway', config);
  const { telemetry } = service;
  const greeter = createClient(GreeterServiceDefinition, {
    service: 'greeter',
    discovery: service.registry.discovery,
    transport: grpcTransport(),
    telemetry,
    timeoutMs: config.CALL_TIMEOUT_MS,
  });
  const app = createApp({ greeter }, telemetry.logger);
  await runService({
    ...service,
    listeners: [http(app, { telemetry, host: config.HOST, port: config.PORT })],
    closing: [greeter, service.registry],
  });
});
