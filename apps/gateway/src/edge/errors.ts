import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CallError } from '@flotilla/call';
import { toProblem } from './to-problem';
import { problem, problemContentType } from './problem';
import type { Problem } from './problem';

/** Every error leaves as a problem document: of handlers, of validation, of routing. */
export function problemErrors(app: FastifyInstance): void {
  app.setErrorHandler(answerWithProblem);
  app.setNotFoundHandler((request, reply) =>
    send(
      reply,
      problem(404, 'NOT_FOUND', `there is no ${request.method} ${pathOf(request)}; see /openapi.json`),
    ),
  );
}

export function answerWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const answer = toProblem(error);
  if (answer.status >= 500)
    request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
  void send(reply.headers(retryAfter(error, answer.status)), answer);
}

function send(reply: FastifyReply, answer: Problem): FastifyReply {
  return reply.code(answer.status).type(problemContentType).send(answer);
}

/** Seconds, from the server's own wish when it has one. */
function retryAfter(error: unknown, status: number): Record<string, string> {
  if (status !== 503 && status !== 429) return {};
  const pushbackMs = error instanceof CallError ? Number(error.metadata['grpc-retry-pushback-ms']) : NaN;
  return { 'retry-after': String(pushbackMs > 0 ? Math.ceil(pushbackMs / 1_000) : 1) };
}

/** The path alone, and not all of it: what a stranger sends is repeated in part only. */
function pathOf({ url }: FastifyRequest): string {
  const path = url.split('?', 1)[0] as string;
  return path.length > 100 ? `${path.slice(0, 100)}…` : path;
}

const malformed: Record<string, [status: number, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'the request line and headers must fit into 16 KiB'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request did not arrive in time'],
};

/** Answers what is not even HTTP, and closes the connection. */
export function answerMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const [status, detail] = malformed[error.code ?? ''] ?? [400, 'this is not an HTTP request'];
  const answer = problem(status, 'INVALID_ARGUMENT', detail);
  const body = JSON.stringify(answer);
  const head = [
    `HTTP/1.1 ${status} ${answer.title}`,
    `content-type: ${problemContentType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
