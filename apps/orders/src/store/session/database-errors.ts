import { CallError } from '@flotilla/call';
import type { Code } from '@flotilla/call';
import { DatabaseError } from 'pg';

/** A connection could not be made, or was lost. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

interface Meaning {
  /** SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
  readonly states: RegExp;
  readonly code: Exclude<Code, 'OK'>;
  /** For callers: no address, no SQL. */
  readonly message: string;
}

const unavailable = 'the database of the orders is not available: try again';
const busy = 'the order is being placed or changed by another call: ask again';

const meanings: readonly Meaning[] = [
  // Lost, not let in, no such database, out of resources or disk, read-only after a failover, going down or coming up.
  { states: /^(08|25006|25P03|28|3D|53|57P0|58)/, code: 'UNAVAILABLE', message: unavailable },
  { states: /^57014$/, code: 'DEADLINE_EXCEEDED', message: 'the database did not answer in time' },
  // A lock that took too long; victims of a deadlock or of concurrent changes.
  { states: /^(55P03|40P01|40001)$/, code: 'ABORTED', message: busy },
];

/** What a failure of the database means to a caller; anything unforeseen stays what it is: a bug. */
export function toCallError(error: unknown): unknown {
  if (error instanceof ConnectionError) return new CallError('UNAVAILABLE', unavailable, { cause: error });
  const meaning = meanings.find(({ states }) => states.test(sqlState(error)));
  return meaning ? new CallError(meaning.code, meaning.message, { cause: error }) : error;
}

/** Whether the database is away, and may come back. */
export function isUnavailable(error: unknown): boolean {
  const meaning = toCallError(error);
  return meaning instanceof CallError && meaning.code === 'UNAVAILABLE';
}

/** Whether the server says that it undid the transaction for the sake of another one. */
export function wasVictim(error: unknown): boolean {
  return /^(40P01|40001)$/.test(sqlState(error));
}

/** Whether the server ended the session: an administrator, a crash of another session, a setting. */
export function endedSession(error: unknown): boolean {
  return /^57P0[125]$/.test(sqlState(error));
}

function sqlState(error: unknown): string {
  return (error instanceof DatabaseError && error.code) || '';
}
