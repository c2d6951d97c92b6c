import type { FastifyError } from 'fastify';
import { CallError } from '@flotilla/call';
import type { Code } from '@flotilla/call';
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
  return status < 500 ? problem(status, toCode(status), excerpt(message)) : opaque(500, 'INTERNAL');
}

function fromCallError({ code, message }: CallError): Problem {
  const status = toHttpStatus(code);
  if (status === 500) return opaque(500, 'INTERNAL');
  return status < 500 ? problem(status, code, message) : opaque(status, code);
}

/** What went wrong behind the gateway names addresses and internals: it is for the log, not for strangers. */
function opaque(status: number, code: Code): Problem {
  return problem(
    status,
    code,
    details[status] ?? 'something went wrong on our side; the log of the gateway says what',
  );
}

const details: Readonly<Record<number, string>> = {
  501: 'a service behind the gateway cannot do this yet',
  503: 'a service behind the gateway cannot be reached; try again',
  504: 'a service behind the gateway did not answer in time; try again',
};
