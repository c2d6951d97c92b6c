import type { FastifyError, FastifyRequest } from 'fastify';
import { badFieldOf, CallError } from '@flotilla/call';
import type { Code } from '@flotilla/call';
import { excerpt } from './excerpt';
import { toFieldErrors } from './field-errors';
import { toCode, toHttpStatus } from './http-status';
import { placeOf } from './place-of';
import { fieldProblem, problem, ProblemError } from './problem';
import type { Problem } from './problem';

/** Any error of a request as what its client may know. */
export function toProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof CallError) return fromCallError(error, request);
  const failure = (error ?? {}) as Partial<FastifyError>;
  const { statusCode: status = 500, message = '' } = failure;
  const errors = toFieldErrors(failure);
  if (errors) return fieldProblem(status, toCode(status), errors);
  return status < 500 ? problem(status, toCode(status), excerpt(message)) : opaque(500, 'INTERNAL');
}

function fromCallError(error: CallError, request: FastifyRequest): Problem {
  const { code, message } = error;
  const status = toHttpStatus(error);
  if (status === 500) return opaque(500, 'INTERNAL');
  if (code === 'RESOURCE_EXHAUSTED' && status === 503) return problem(status, code, overloaded);
  if (status > 500) return opaque(status, code);
  const field = badFieldOf(error);
  const path = field && placeOf(field.path, request);
  return path ? fieldProblem(status, code, [{ path, reason: field.reason }]) : problem(status, code, message);
}

/** What went wrong behind the gateway names addresses and internals: it is for the log, not for strangers. */
function opaque(status: number, code: Code): Problem {
  return problem(
    status,
    code,
    details[status] ?? 'something went wrong on our side; the log of the gateway says what',
  );
}

const overloaded = 'there is more to do than can be done in time; try again';

const details: Readonly<Record<number, string>> = {
  501: 'a service behind the gateway cannot do this yet',
  503: 'a service behind the gateway cannot be reached; try again',
  504: 'a service behind the gateway did not answer in time; try again',
};
