import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { problem, problemContentType } from './problem';

/**
 * At the paths of all routes registered from now on, answers OPTIONS with the methods that there are, and every other
 * method with 405.
 *
 * @returns a function to call after the last route.
 */
export function methodNotAllowed(app: FastifyInstance): () => void {
  const urls = new Set<string>();
  app.addHook('onRoute', ({ url }) => void urls.add(url));
  return () => {
    supportAllMethods(app);
    for (const url of [...urls]) refuseOthers(app, url);
  };
}

/** Fastify answers 404 for a method that it was not told of, wherever it is sent. */
function supportAllMethods(app: FastifyInstance): void {
  const unsupported = METHODS.filter((method) => !app.supportedMethods.includes(method));
  for (const method of unsupported) app.addHttpMethod(method);
}

function refuseOthers(app: FastifyInstance, url: string): void {
  // Asked for, not collected: of the two routes of a prefix, with a slash and without, the hook hears of one method each.
  const known = app.supportedMethods.filter((method) => app.hasRoute({ method, url }));
  const allow = [...new Set([...known, 'OPTIONS'])].join(', ');
  app.route({
    url,
    method: app.supportedMethods.filter((method) => !known.includes(method)),
    schema: { hide: true },
    // Before the body is read: whatever it holds, the answer is the same.
    onRequest: async ({ method }, reply) => {
      await (method === 'OPTIONS'
        ? reply.code(204).header('allow', allow).send()
        : refuse(reply, method, allow));
    },
    handler: () => undefined,
  });
}

function refuse(reply: FastifyReply, method: string, allow: string): FastifyReply {
  const answer = problem(405, 'UNIMPLEMENTED', `${method} is not possible here; try ${allow}`);
  return reply.code(405).headers({ allow, 'content-type': problemContentType }).send(answer);
}
