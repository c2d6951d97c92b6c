import { badField } from '@flotilla/call';

const maxShownCharacters = 128;

/** @throws badField when a rule does not hold; `rule` as in `must be 1 to 1000`. */
export function check(holds: boolean, path: string, rule: string, value: string | number): void {
  if (!holds) throw badField({ path, reason: `${rule}, got ${shown(value)}` });
}

function shown(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return value.length > maxShownCharacters ? `${value.length} characters` : JSON.stringify(value);
}
