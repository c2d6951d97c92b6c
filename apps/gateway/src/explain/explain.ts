import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import type { Middleware } from '@flotilla/call';
import { Explanation } from './explanation';

const storage = new AsyncLocalStorage<Explanation>();
let inProgress = 0;

/** For the clients of an app that explains: notes the calls of a request that asked for it, and lets others pass. */
export const explained: Middleware = (next) => (request, context) =>
  storage.getStore()?.observe(next, request, context) ?? next(request, context);

/** Answers `x-explain: 1` with `Server-Timing`, one entry for each call behind the request. */
export function explain(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.headers['x-explain'] !== '1') return done();
    inProgress++;
    reply.raw.once('close', leave);
    storage.run(new Explanation((serverTiming) => void reply.header('server-timing', serverTiming)), done);
  });
}

/** A storage that was ever entered costs every promise of the process a little, until it is disabled. */
function leave(): void {
  if (--inProgress === 0) storage.disable();
}
