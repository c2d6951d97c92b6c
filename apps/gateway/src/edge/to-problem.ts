import type { FastifyError } from 'fastify';
import { CallError } from '@flotilla/call';
import { toCode, toHttpStatus } from './http-status';
import { problem } from './problem';
import type { FieldError, Problem } from './problem';

type Invalid = NonNullable<FastifyError['validation']>[number];

/** Any error of a request as what its client may know. */
export function toProblem(error: unknown): Problem {
  if (error instanceof CallError) return fromCallError(error);
  const { validation, validationContext, statusCode = 500, message } = error as FastifyError;
  if (validation) {
    const errors = validation.map((invalid) => toFieldError(invalid, validationContext));
    return problem(
      400,
      'INVALID_ARGUMENT',
      `${errors.map(({ path, reason }) => `${path} ${reason}`).join('; ')}`,
      errors,
    );
  }
  return statusCode < 500 ? problem(statusCode, toCode(statusCode), message) : unexpected();
}

function fromCallError({ code, message }: CallError): Problem {
  const status = toHttpStatus(code);
  return status === 500 ? unexpected() : problem(status, code, message);
}

function unexpected(): Problem {
  return problem(500, 'INTERNAL', 'something went wrong on our side; the log of the gateway says what');
}

const places: Record<string, string> = {
  params: 'path',
  querystring: 'query',
  headers: 'header',
  body: 'body',
};

function toFieldError(
  { instancePath, keyword, params, message = 'is invalid' }: Invalid,
  context = 'body',
): FieldError {
  const place = `${places[context] ?? context}${instancePath.replaceAll('/', '.')}`;
  switch (keyword) {
    case 'additionalProperties':
      return { path: `${place}.${String(params['additionalProperty'])}`, reason: 'is not known here' };
    case 'required':
      return { path: `${place}.${String(params['missingProperty'])}`, reason: 'is required' };
    case 'enum':
      return { path: place, reason: `must be one of ${(params['allowedValues'] as string[]).join(', ')}` };
    default:
      return { path: place, reason: message };
  }
}
