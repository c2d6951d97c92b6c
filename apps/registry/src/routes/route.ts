import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { QueryString } from '../decode/query';

/** A request with a query string and, for a route that ends in `*`, the decoded rest of the path. */
export type Request = FastifyRequest<{ Querystring: QueryString; Params: { '*'?: string } }>;

export type Handler = (request: Request, reply: FastifyReply) => unknown;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Serves `url` for one method; the others are refused, and `OPTIONS` is answered, as Consul does. */
export function route(app: FastifyInstance, method: 'GET' | 'PUT', url: string, handler: Handler): void {
  const allow = `OPTIONS,${method}`;
  app.route<{ Querystring: QueryString; Params: { '*'?: string } }>({ method, url, handler });
  app.options(url, (_request, reply) => reply.header('allow', allow).send());
  app.route({
    method: methods.filter((other) => other !== method),
    url,
    handler: (request, reply) =>
      reply.code(405).header('allow', allow).send(`method ${request.method} not allowed`),
  });
}

/** What comes after the route's own part of the path: an id or a name, which may contain slashes. */
export function restOfPath(request: Request): string {
  return request.params['*'] ?? '';
}
