import swagger from '@fastify/swagger';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Client } from '@flotilla/client';
import type { GreeterServiceDefinition, OrdersServiceDefinition } from '@flotilla/contracts';
import { serveDocs } from './docs';
import { createEdge } from './edge/create-edge';
import { EventStreams } from './edge/event-stream/event-streams';
import { methodNotAllowed } from './edge/method-not-allowed';
import { explain } from './explain/explain';
import { openapi } from './openapi';
import { greetingStreamRoutes } from './routes/greeting-stream';
import { greetingRoutes } from './routes/greetings';
import { orderEventRoutes } from './routes/order-events';
import { orderRoutes } from './routes/orders';
import { productRoutes } from './routes/products';

export interface Services {
  readonly greeter: Client<GreeterServiceDefinition>;
  readonly orders: Client<OrdersServiceDefinition>;
}

export interface AppOptions {
  readonly logger: FastifyBaseLogger;
  /** Ends the streams of events when it aborts. Default: never. */
  readonly draining?: AbortSignal;
  /** Where the open streams are shown. Default: nowhere. */
  readonly metrics?: { readonly registry: Registry };
  /** Add the routes of further services. Default: none. */
  readonly routes?: readonly ((api: FastifyInstance) => void)[];
}

/** The gateway's HTTP API: the edge, and a route for each thing that the services behind it can do. */
export function createApp(
  { greeter, orders }: Services,
  { logger, metrics, routes = [], ...leaving }: AppOptions,
): FastifyInstance {
  const app = createEdge(logger);
  const streams = new EventStreams(leaving);
  if (metrics) showStreams(metrics.registry, streams);
  explain(app);
  void app.register(swagger, openapi);
  void app.register(async (api) => {
    const refuseOtherMethods = methodNotAllowed(api);
    greetingRoutes(api, greeter);
    greetingStreamRoutes(api, greeter, streams);
    orderRoutes(api, orders);
    orderEventRoutes(api, orders, streams);
    productRoutes(api, orders);
    for (const add of routes) add(api);
    api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
    await serveDocs(api);
    refuseOtherMethods();
  });
  return app;
}

function showStreams(registry: Registry, streams: EventStreams): void {
  new Gauge({
    name: 'gateway_event_streams',
    help: 'Streams of server-sent events that are open',
    registers: [registry],
    collect() {
      this.set(streams.open);
    },
  });
}
