import { check } from './check';

/** Which orders of a customer to list. */
export interface Page {
  readonly limit: number;
  /** Only orders at positions below this one. */
  readonly before?: number;
}

const defaultLimit = 20;
const maxLimit = 100;

/** @throws badField for a limit out of range, or a cursor that no page ended with. */
export function parsePage(requested: { readonly limit: number; readonly cursor: string }): Page {
  const limit = requested.limit || defaultLimit;
  check(
    limit >= 1 && limit <= maxLimit,
    'limit',
    `must be 1 to ${maxLimit}, or 0 for ${defaultLimit}`,
    limit,
  );
  return requested.cursor === '' ? { limit } : { limit, before: parseCursor(requested.cursor) };
}

/** The cursor behind an order: opaque to clients, so that what it holds may change. */
export function toCursor(position: number): string {
  return Buffer.from(`v1:${position}`).toString('base64url');
}

function parseCursor(cursor: string): number {
  const [, digits] = /^v1:([1-9]\d{0,15})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const position = Number(digits);
  // Decoding forgives; comparing with the one true spelling does not.
  const isGenuine = Number.isSafeInteger(position) && toCursor(position) === cursor;
  check(isGenuine, 'cursor', 'must be the nextCursor of a page, or empty', cursor);
  return position;
}
