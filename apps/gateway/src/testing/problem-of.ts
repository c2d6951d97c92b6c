import type { LightMyRequestResponse } from 'fastify';
import type { Problem } from '../edge/problem';

/** The problem document of an answer, which must be one and carry the headers that every answer carries. */
export function problemOf({ headers, statusCode, body }: LightMyRequestResponse): Problem {
  expect(headers).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  const problem = JSON.parse(body) as Problem;
  expect(problem.status).toBe(statusCode);
  return problem;
}
