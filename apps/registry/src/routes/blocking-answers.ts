import type { FastifyReply } from 'fastify';
import { answerBlocking } from '../blocking/blocking-query';
import type { Waiters } from '../blocking/waiters';
import type { Answer } from '../catalog/catalog';
import { blockingOf, first } from '../decode/query';
import { Refusal } from '../refusal';
import type { Request } from './route';

export interface BlockingAnswers {
  readonly waiters: Waiters;
  readonly clock: () => number;
  readonly random: () => number;
}

/** Answers what `read` reads once there is news by the request's `index` and `wait`, and sets Consul's headers. */
export async function sendBlocking<T>(
  request: Request,
  reply: FastifyReply,
  { waiters, clock, random }: BlockingAnswers,
  question: { read: () => Answer<T>; key: string },
): Promise<T> {
  refuseUnsupported(request);
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  const query = { ...question, ...blockingOf(request.query), signal: left.signal };
  const { index, value } = await answerBlocking(query, waiters, { clock, random });
  void reply.headers({ 'x-consul-index': index, 'x-consul-knownleader': 'true', 'x-consul-lastcontact': 0 });
  return value;
}

/** Better an error than an answer that ignores half of the question. */
export function refuseUnsupported({ query }: Request): void {
  if (first(query, 'filter') !== undefined)
    throw new Refusal(400, 'filter is not supported by the embedded registry');
  const dc = first(query, 'dc');
  if (dc && dc !== 'dc1') throw new Refusal(500, 'No path to datacenter');
}
