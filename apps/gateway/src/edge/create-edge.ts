import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { buildValidator } from './build-validator';
import { answerMalformed, answerUnroutable, answerWithProblem, answerNotFound } from './errors';
import { addSecurityHeaders } from './security-headers';

/** An HTTP server with the limits, the errors and the headers that face strangers; routes are added to it. */
export function createEdge(logger: FastifyBaseLogger): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger,
    // Traces tell requests apart; a logger for each would cost more than the routing.
    childLoggerFactory: (parent) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    requestTimeout: 10_000,
    // Node looks for requests that are late every 30 s unless told otherwise.
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16 * 1024 },
    // While it drains, a request that got through is answered, and its connection closed.
    return503OnClosing: false,
    // Long values reach the schema, which says what is wrong with them.
    routerOptions: { maxParamLength: 16 * 1024 },
    ajv: { customOptions: { allErrors: true, coerceTypes: false, removeAdditional: false } },
    schemaController: { compilersFactory: { buildValidator } },
    frameworkErrors: answerUnroutable,
    clientErrorHandler: answerMalformed,
  });
  app.removeContentTypeParser('text/plain');
  addSecurityHeaders(app);
  app.setErrorHandler(answerWithProblem);
  app.setNotFoundHandler(answerNotFound);
  return app;
}
