import { STATUS_CODES } from 'node:http';
import type { Code } from '@flotilla/call';

/** What is wrong with one field of a request. */
export interface FieldError {
  /** Where it stands: `path.name`, `query.language`, `body.lines.0.quantity`, `header.idempotency-key`. */
  readonly path: string;
  readonly reason: string;
}

/** An error as RFC 9457 writes it, with the gRPC code that it stands for. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: Code;
  readonly errors?: readonly FieldError[];
}

/** An error that says for itself what its client may know. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

export const problemContentType = 'application/problem+json; charset=utf-8';

/** 499 is no standard's, but what google.rpc maps CANCELLED to. */
const titles: Readonly<Record<number, string | undefined>> = {
  ...STATUS_CODES,
  499: 'Client Closed Request',
};

export function problem(status: number, code: Code, detail: string, errors?: readonly FieldError[]): Problem {
  return { title: titles[status] ?? 'Error', status, detail, code, ...(errors && { errors }) };
}

/** A problem whose detail is that of its fields. */
export function fieldProblem(status: number, code: Code, errors: readonly FieldError[]): Problem {
  return problem(status, code, errors.map(({ path, reason }) => `${path} ${reason}`).join('; '), errors);
}
