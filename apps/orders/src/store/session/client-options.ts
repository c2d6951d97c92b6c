import { types } from 'pg';
import type { ClientConfig } from 'pg';

/** How every connection to the database is made. */
export function clientOptions(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'flotilla-orders',
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
    types: { getTypeParser: getTypeParser as typeof types.getTypeParser },
  };
}

/** Amounts and positions are exact numbers here, where pg's default is text. */
function getTypeParser(oid: number, format: 'text'): unknown {
  return oid === Number(types.builtins.INT8) ? parseExact : types.getTypeParser(oid, format);
}

function parseExact(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be exact`);
  return value;
}
