import type { FastifyInstance } from 'fastify';
import { problem, problemContentType } from './problem';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Answers 405, with the methods that there are, at the paths of all routes registered from now on.
 *
 * @returns a function to call after the last route.
 */
export function methodNotAllowed(app: FastifyInstance): () => void {
  const routes = new Map<string, string[]>();
  app.addHook('onRoute', ({ url, method }) => {
    routes.set(url, [...(routes.get(url) ?? []), ...[method].flat()]);
  });
  return () => {
    for (const [url, known] of [...routes]) refuseOthers(app, url, known);
  };
}

function refuseOthers(app: FastifyInstance, url: string, known: readonly string[]): void {
  const allow = known.join(', ');
  app.route({
    url,
    method: methods.filter((method) => !known.includes(method)),
    schema: { hide: true },
    // Before the body is read: whatever it holds, the answer is the same.
    onRequest: async (request, reply) => {
      const answer = problem(405, 'UNIMPLEMENTED', `${request.method} is not possible here; try ${allow}`);
      await reply.code(405).headers({ allow, 'content-type': problemContentType }).send(answer);
    },
    handler: () => undefined,
  });
}
