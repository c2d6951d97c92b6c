import type { FastifyError } from 'fastify';
import { CallError } from '@flotilla/call';
import { excerpt } from './excerpt';
import { toFieldErrors } from './field-errors';
import { toCode, toHttpStatus } from './http-status';
import { problem } from './problem';
import type { Problem } from './problem';

/** Any error of a request as what its client may know. */
export function toProblem(error: unknown): Problem {
  if (error instanceof CallError) return fromCallError(error);
  const failure = (error ?? {}) as Partial<FastifyError>;
  const { statusCode: status = 500, message = '' } = failure;
  const errors = toFieldErrors(failure);
  if (errors) {
    const detail = errors.map(({ path, reason }) => `${path} ${reason}`).join('; ');
    return problem(status, toCode(status), detail, errors);
  }
  return status < 500 ? problem(status, toCode(status), excerpt(message)) : unexpected();
}

function fromCallError({ code, message }: CallError): Problem {
  const status = toHttpStatus(code);
  return status === 500 ? unexpected() : problem(status, code, message);
}

function unexpected(): Problem {
  return problem(500, 'INTERNAL', 'something went wrong on our side; the log of the gateway says what');
}
