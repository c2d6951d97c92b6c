import type { FastifyInstance } from 'fastify';
import { createClient } from '@flotilla/client';
import { flag, loadConfig, milliseconds, port, serviceShape } from '@flotilla/config';
import { GreeterServiceDefinition, OrdersServiceDefinition } from '@flotilla/contracts';
import { bootstrap, http, main, runService } from '@flotilla/server';
import { grpcTransport } from '@flotilla/transport-grpc-js';
import { createApp } from './app';
import { explained } from './explain/explain';
import { furtherServices } from './further-services';

main(async () => {
  const config = loadConfig({
    ...serviceShape,
    PORT: port(8080),
    /** How long a call to a service may take, retries included. */
    CALL_TIMEOUT_MS: milliseconds({ min: 1, max: 60_000, default: 2_000 }),
    /** Whether a request's `traceparent` is continued: only behind a proxy that makes it. */
    TRUST_TRACEPARENT: flag(false),
    /** Whether each request is a line in the log, and not those alone that fail. */
    LOG_REQUESTS: flag(true),
  });
  const service = bootstrap('gateway', config);
  const { telemetry, draining, registry } = service;
  const clientOptions = {
    discovery: registry.discovery,
    policies: registry.config,
    transport: grpcTransport(),
    telemetry,
    middleware: [explained],
    balancer: { zone: config.ZONE },
    timeoutMs: config.CALL_TIMEOUT_MS,
  };
  const greeter = createClient(GreeterServiceDefinition, { ...clientOptions, service: 'greeter' });
  const orders = createClient(OrdersServiceDefinition, { ...clientOptions, service: 'orders' });
  const further = furtherServices.map((service) => service.connect(clientOptions));
  const routes = further.map((service) => (api: FastifyInstance) => service.routes(api));
  const app = createApp({ greeter, orders }, { ...telemetry, draining: draining.signal, routes });
  const { HOST: host, PORT, TRUST_TRACEPARENT: trustTraceparent, LOG_REQUESTS: logRequests } = config;
  await runService({
    ...service,
    // What its latency says is said by the services behind it, which have limits of their own.
    admission: { limit: 1_000 },
    listeners: [http(app, { telemetry, host, port: PORT, trustTraceparent, logRequests })],
    closing: [greeter, orders, ...further, registry],
  });
});
