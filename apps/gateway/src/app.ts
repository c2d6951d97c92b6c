import swagger from '@fastify/swagger';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Client } from '@flotilla/client';
import type { GreeterServiceDefinition } from '@flotilla/contracts';
import { createEdge } from './edge/create-edge';
import { methodNotAllowed } from './edge/method-not-allowed';
import { greetingRoutes } from './routes/greetings';

export interface Services {
  readonly greeter: Client<GreeterServiceDefinition>;
}

/** The gateway's HTTP API: the edge, and a route for each thing that the services behind it can do. */
export function createApp(services: Services, logger: FastifyBaseLogger): FastifyInstance {
  const app = createEdge(logger);
  void app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Flotilla', version: '1', description: 'The gateway of the fleet' },
    },
  });
  void app.register(async (api) => {
    const refuseOtherMethods = methodNotAllowed(api);
    greetingRoutes(api, services.greeter);
    api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
    refuseOtherMethods();
  });
  return app;
}
