import { Refusal } from '../refusal';
import { parseDurationMs } from './duration';

/** A query string as Fastify parses it. */
export type QueryString = Readonly<Record<string, string | readonly string[] | undefined>>;

const defaultWaitMs = 300_000;
const maxWaitMs = 600_000;

/** The first value of a parameter. */
export function first(query: QueryString, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'object' ? value[0] : value;
}

export function all(query: QueryString, name: string): readonly string[] {
  const value = query[name] ?? [];
  return typeof value === 'string' ? [value] : value;
}

/** A switch: `?passing`, `?passing=true`, `?passing=0`, by the words that Go knows. @throws Refusal 400 */
export function flag(query: QueryString, name: string): boolean {
  const value = first(query, name);
  if (value === undefined) return false;
  if (/^(|1|t|T|TRUE|true|True)$/.test(value)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(value)) return false;
  throw new Refusal(400, `Invalid value for ?${name}`);
}

/** A number without sign; undefined when the parameter is absent. @throws Refusal 500 in the words of Go's parser */
export function unsigned(query: QueryString, name: string): number | undefined {
  const value = first(query, name);
  if (value === undefined) return undefined;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  const problem = Number.isNaN(number) ? 'invalid syntax' : 'value out of range';
  throw new Refusal(500, `strconv.ParseUint: parsing ${JSON.stringify(value)}: ${problem}`);
}

/** What a query blocks on: `index`, 0 when absent, and `wait`, 5 min when absent and 10 min at most. @throws Refusal 400 */
export function blockingOf(query: QueryString): { index: number; waitMs: number } {
  const index = first(query, 'index') || '0';
  const wait = first(query, 'wait') || '0';
  const waitMs = parseDurationMs(wait);
  if (waitMs === undefined) throw new Refusal(400, 'Invalid wait time');
  if (!/^\d{1,20}$/.test(index)) throw new Refusal(400, 'Invalid index');
  return { index: Number(index), waitMs: waitMs > 0 ? Math.min(waitMs, maxWaitMs) : defaultWaitMs };
}
