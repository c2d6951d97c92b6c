import type { FastifyError } from 'fastify';
import { excerpt } from './excerpt';
import type { FieldError } from './problem';

type Invalid = NonNullable<FastifyError['validation']>[number];

/** A stranger's thousand mistakes make no answer of a thousand lines. */
const maxErrors = 10;

/** What Fastify finds wrong before it validates anything. */
const unreadable: Record<string, FieldError> = {
  FST_ERR_BAD_URL: { path: 'path', reason: 'must be percent-encoded UTF-8' },
  FST_ERR_CTP_INVALID_JSON_BODY: { path: 'body', reason: 'must be JSON' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { path: 'body', reason: 'is required' },
  FST_ERR_CTP_BODY_TOO_LARGE: { path: 'body', reason: 'must not be larger than 64 KiB' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    path: 'header.content-length',
    reason: 'must be the length of the body',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { path: 'header.content-type', reason: 'must be application/json' },
};

const places: Record<string, string> = {
  params: 'path',
  querystring: 'query',
  headers: 'header',
  body: 'body',
};

/** The fields that an error of Fastify's blames; undefined when it blames none. */
export function toFieldErrors({
  code,
  validation,
  validationContext = 'body',
}: Partial<FastifyError>): readonly FieldError[] | undefined {
  if (!validation) return code !== undefined && unreadable[code] ? [unreadable[code]] : undefined;
  const place = places[validationContext] ?? validationContext;
  return validation.slice(0, maxErrors).map((invalid) => toFieldError(place, invalid));
}

function toFieldError(
  place: string,
  { instancePath, keyword, params, message = 'is invalid' }: Invalid,
): FieldError {
  const path = `${place}${instancePath.replaceAll('/', '.')}`;
  switch (keyword) {
    case 'additionalProperties':
      return named(`${path}.${String(params['additionalProperty'])}`, 'is not known here');
    case 'required':
      return named(`${path}.${String(params['missingProperty'])}`, 'is required');
    case 'enum':
      return named(path, `must be one of ${(params['allowedValues'] as string[]).join(', ')}`);
    default:
      return named(path, message);
  }
}

function named(path: string, reason: string): FieldError {
  return { path: excerpt(path), reason };
}
