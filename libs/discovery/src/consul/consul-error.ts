import { CallError } from '@flotilla/call';
import type { Code } from '@flotilla/call';

/** What the npm package `consul` rejects with: an error of its own, or one of node:net. */
interface Failure {
  readonly code?: string;
  readonly message?: string;
  readonly isAbort?: boolean;
  readonly isTimeout?: boolean;
  readonly isResponse?: boolean;
  readonly response?: { readonly statusCode?: number; readonly body?: unknown };
}

const codes = new Map<number, Exclude<Code, 'OK'>>([
  [400, 'INVALID_ARGUMENT'],
  [401, 'UNAUTHENTICATED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [429, 'RESOURCE_EXHAUSTED'],
]);

/** See docs/reference/registry-rights.md. */
const advice =
  'set CONSUL_HTTP_TOKEN to a token with service:write on its own name, service:read, node:read and key:read';

function toAnswerError(peer: string, { response, message }: Failure, cause: unknown): CallError {
  const status = response?.statusCode ?? 0;
  const text = typeof response?.body === 'string' ? response.body : (message ?? '');
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 200);
  const answer = `answered HTTP ${status}: ${line}`;
  if (status === 403) return toDenial(peer, answer, cause);
  return new CallError(codes.get(status) ?? 'INTERNAL', `${peer} ${answer}`, { cause });
}

/** A PERMISSION_DENIED that says what to do. */
export function toDenial(peer: string, what: string, cause?: unknown): CallError {
  return new CallError('PERMISSION_DENIED', `${peer} ${what}: ${advice}`, { cause });
}

/**
 * A CallError in one line. `UNAVAILABLE`, `DEADLINE_EXCEEDED` and `CANCELLED` mean that there was no answer; every
 * other code is an answer.
 *
 * @param peer names the agent in the message.
 */
export function toConsulError(peer: string, error: unknown): CallError {
  const failure = (error ?? {}) as Failure;
  if (error instanceof CallError) return error;
  if (failure.isAbort)
    return new CallError('CANCELLED', `the request to ${peer} was cancelled`, { cause: error });
  if (failure.isTimeout)
    return new CallError('DEADLINE_EXCEEDED', `${peer} did not answer in time`, { cause: error });
  if (failure.isResponse) return toAnswerError(peer, failure, error);
  // Node's error for "every address refused" has a code and an empty message.
  return new CallError('UNAVAILABLE', `${peer} does not answer: ${failure.message || failure.code}`, {
    cause: error,
  });
}

/** Whether the agent heard the request and said no, rather than not being heard of. */
export function wasAnswered({ code }: CallError): boolean {
  return code !== 'UNAVAILABLE' && code !== 'DEADLINE_EXCEEDED' && code !== 'CANCELLED';
}
