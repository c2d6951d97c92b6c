import { integer, loadConfig, postgresUrl, serviceShape } from '@flotilla/config';
import { descriptors } from '@flotilla/contracts';
import { bootstrap, main, runService } from '@flotilla/server';
import { grpc } from '@flotilla/transport-grpc-js';
import { createOrders } from './orders';

main(async () => {
  const config = loadConfig({
    ...serviceShape,
    DATABASE_URL: postgresUrl(),
    DATABASE_POOL_SIZE: integer({ min: 1, max: 50, default: 10 }),
  });
  const service = bootstrap('orders', config);
  const orders = createOrders({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    draining: service.draining.signal,
    logger: service.telemetry.logger,
    metrics: service.telemetry.metrics.registry,
  });
  await runService({
    ...service,
    listeners: [
      grpc({
        services: [orders.service],
        host: config.HOST,
        port: config.PORT,
        descriptors: descriptors(),
      }),
    ],
    prepare: (signal) => orders.prepare(signal),
    closing: [orders, service.registry],
  });
});
