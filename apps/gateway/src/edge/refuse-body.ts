import type { FastifyRequest } from 'fastify';
import { fieldProblem, ProblemError } from './problem';

/**
 * For the `onRequest` of a route that takes no body. An empty one is none, whatever its content type: clients that
 * always send the header, as `curl -d ''` does, are as good as others.
 *
 * @throws ProblemError for any other
 */
export async function refuseBody({ headers }: FastifyRequest): Promise<void> {
  if (Number(headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in headers) {
    throw new ProblemError(
      fieldProblem(400, 'INVALID_ARGUMENT', [{ path: 'body', reason: 'must be empty' }]),
    );
  }
  delete headers['content-type'];
}
