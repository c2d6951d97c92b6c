import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { QueryString } from '../decode/query';

/** A request with a query string and, for a route that ends in `*`, the decoded rest of the path. */
export type Request = FastifyRequest<{ Querystring: QueryString; Params: { '*'?: string } }>;

export type Handler = (request: Request, reply: FastifyReply) => unknown;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

type Method = 'GET' | 'PUT' | 'DELETE';

/** Serves `url` for one method, as `routes` does. */
export function route(app: FastifyInstance, method: Method, url: string, handler: Handler): void {
  routes(app, url, { [method]: handler });
}

export interface RouteOptions {
  /** Default: the app's. */
  readonly bodyLimit?: number;
  /** Sees a request before its body is read. */
  readonly onRequest?: (request: FastifyRequest) => Promise<void>;
}

/** Serves `url` by these methods; the others are refused, and `OPTIONS` is answered, as Consul does. */
export function routes(
  app: FastifyInstance,
  url: string,
  handlers: Partial<Record<Method, Handler>>,
  options: RouteOptions = {},
): void {
  const allow = ['OPTIONS', ...Object.keys(handlers)].join();
  for (const [method, handler] of Object.entries(handlers))
    app.route<{ Querystring: QueryString; Params: { '*'?: string } }>({ ...options, method, url, handler });
  app.options(url, (_request, reply) => reply.header('allow', allow).send());
  app.route({
    method: methods.filter((method) => !(method in handlers)),
    url,
    handler: (request, reply) =>
      reply.code(405).header('allow', allow).send(`method ${request.method} not allowed`),
  });
}

/** What comes after the route's own part of the path: an id or a name, which may contain slashes. */
export function restOfPath(request: Request): string {
  return request.params['*'] ?? '';
}
