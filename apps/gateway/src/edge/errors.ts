import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallError } from '@flotilla/call';
import { quotaWaitMs } from '@flotilla/fault-tolerance';
import { excerpt } from './excerpt';
import { toCode } from './http-status';
import { problem, problemContentType } from './problem';
import type { Problem } from './problem';
import { securityHeaders } from './security-headers';
import { toProblem } from './to-problem';

/** Errors of handlers, of bodies, of validation. The line of the request tells the cause: see `observeRequests`. */
export function answerWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const answer = toProblem(error, request);
  void send(reply.headers(retryAfter(error, answer.status)), answer);
}

/** Errors of a request that no route was looked up for, so that no hook has run. */
export function answerUnroutable(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  answerWithProblem(error, request, reply.headers(securityHeaders));
}

export function answerNotFound({ method, url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = excerpt(url.split('?', 1)[0] as string);
  return send(reply, problem(404, 'NOT_FOUND', `there is no ${method} ${path}; see /openapi.json`));
}

function send(reply: FastifyReply, answer: Problem): FastifyReply {
  return reply.code(answer.status).type(problemContentType).send(answer);
}

/** Seconds: until the caller's quota has room, or as the server wishes; 1 where nobody says. */
function retryAfter(error: unknown, status: number): Record<string, string> {
  if (status !== 503 && status !== 429) return {};
  const waitMs = error instanceof CallError ? waitMsOf(error, status) : undefined;
  return { 'retry-after': String(Math.ceil((waitMs || 1_000) / 1_000)) };
}

function waitMsOf(error: CallError, status: number): number | undefined {
  if (status === 429) return quotaWaitMs(error);
  const { 'grpc-retry-pushback-ms': pushback = '' } = error.metadata;
  return /^\d{1,15}$/.test(pushback) ? Number(pushback) : undefined;
}

const malformed: Record<string, [status: number, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'the request line and headers must fit into 16 KiB'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request did not arrive in time'],
};

/** Answers what is not even HTTP, and closes the connection. */
export function answerMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const [status, detail] = malformed[error.code ?? ''] ?? [400, 'this is not an HTTP request'];
  const answer = problem(status, toCode(status), detail);
  const body = JSON.stringify(answer);
  const headers = {
    ...securityHeaders,
    'content-type': problemContentType,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${answer.title}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
