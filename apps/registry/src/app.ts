import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { Waiters } from './blocking/waiters';
import { Catalog } from './catalog/catalog';
import { KvStore } from './kv/kv-store';
import { Refusal } from './refusal';
import { agentRoutes } from './routes/agent';
import { kvKey, kvListsKey, kvRoutes } from './routes/kv';
import { readRoutes, serviceKey, servicesKey } from './routes/reads';

const maxBodyBytes = 64 * 1024;
/** How late an expiry may be noticed. One sweep over everything is cheaper than a timer per check. */
const sweepMs = 100;

export interface RegistryOptions {
  /** Default 10,000. */
  readonly maxInstances?: number;
  /** Default 10,000. */
  readonly maxKeys?: number;
  /** Of all keys and values together. Default 64 MiB. */
  readonly maxKvBytes?: number;
  /** Blocking queries that wait at the same time. Default 1,000. */
  readonly maxWaiting?: number;
  /** Milliseconds, monotonic. Default `performance.now`. */
  readonly clock?: () => number;
  /** Chance for the jitter of waits, 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** The embedded registry as a Fastify app: the part of Consul's HTTP API that Flotilla uses, in memory. */
export function createRegistryApp(options: RegistryOptions = {}): FastifyInstance {
  const {
    maxInstances = 10_000,
    maxKeys = 10_000,
    maxKvBytes = 64 * 1024 * 1024,
    maxWaiting = 1_000,
    clock = () => performance.now(),
    random = Math.random,
  } = options;
  const waiters = new Waiters(maxWaiting);
  const onChange = (service: string): void => {
    waiters.notify(serviceKey(service));
    waiters.notify(servicesKey);
  };
  const catalog = new Catalog({ clock, maxInstances, onChange });
  const onKeyChange = (key: string): void => {
    waiters.notify(kvKey(key));
    waiters.notify(kvListsKey);
  };
  const kv = new KvStore({ maxKeys, maxBytes: maxKvBytes, onChange: onKeyChange });
  const answers = { waiters, clock, random };
  const app = createHttpApp();
  agentRoutes(app, catalog);
  readRoutes(app, catalog, answers);
  kvRoutes(app, kv, answers);

  let sweep: NodeJS.Timeout | undefined;
  app.addHook('onReady', async () => {
    sweep = setInterval(() => catalog.expire(), sweepMs);
  });
  app.addHook('preClose', async () => waiters.close());
  app.addHook('onClose', async () => clearInterval(sweep));
  return app;
}

/** An app that treats bodies and errors as Consul does: any content type, plain text, nothing for an unknown path. */
function createHttpApp(): FastifyInstance {
  const app = fastify({ bodyLimit: maxBodyBytes, requestTimeout: 10_000, exposeHeadRoutes: false });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const status = error instanceof Refusal ? error.status : (error.statusCode ?? 500);
    return reply.code(status).type('text/plain; charset=utf-8').send(error.message);
  });
  return app;
}
