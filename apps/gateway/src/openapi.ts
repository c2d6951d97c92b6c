import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { Type } from '@sinclair/typebox';

const explainHeader = Type.Unsafe<'1'>({
  type: 'string',
  enum: ['1'],
  description: 'Adds `Server-Timing`: for each call behind the request its instances, attempts and time',
});

/** What the document says beyond the schemas of the routes. */
export const openapi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: { title: 'Flotilla', version: '1', description: 'The gateway of the fleet' },
    tags: [
      { name: 'greetings', description: 'By the greeter' },
      { name: 'orders', description: 'By the orders service' },
    ],
  },
  /** Described here and validated nowhere: every route takes the header, and those that lack it pay nothing. */
  transform: ({ schema, url }) => {
    const { properties = {}, ...headers } = (schema?.headers ?? Type.Object({})) as { properties?: object };
    const described = { ...headers, properties: { ...properties, 'x-explain': explainHeader } };
    return { schema: { ...schema, headers: described }, url };
  },
};
