import Fastify from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { answerMalformed, answerWithProblem, problemErrors } from './errors';
import { securityHeaders } from './security-headers';

/** An HTTP server with the limits, the errors and the headers that face strangers; routes are added to it. */
export function createEdge(logger: FastifyBaseLogger): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger,
    disableRequestLogging: true,
    bodyLimit: 64 * 1024,
    requestTimeout: 10_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    http: { headersTimeout: 5_000, maxHeaderSize: 16 * 1024 },
    // While it drains, a request that got through is answered, and its connection closed.
    return503OnClosing: false,
    // Long values reach the schema, which says what is wrong with them.
    routerOptions: { maxParamLength: 16 * 1024 },
    ajv: { customOptions: { allErrors: true, coerceTypes: false, removeAdditional: false } },
    frameworkErrors: answerWithProblem,
    clientErrorHandler: answerMalformed,
  });
  securityHeaders(app);
  problemErrors(app);
  return app;
}
