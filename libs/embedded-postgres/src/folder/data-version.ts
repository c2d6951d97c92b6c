import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * PostgreSQL's major version, of a data directory. Undefined when it does not exist or is empty.
 *
 * @throws Error in one line when it holds something else.
 */
export function dataVersion(data: string): number | undefined {
  if (!existsSync(data) || readdirSync(data).length === 0) return undefined;
  const file = join(data, 'PG_VERSION');
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`${data} holds no PostgreSQL data: move it away, or delete it to start over`);
}
