/** Between which values a figure must be, these included. */
export interface Bound {
  readonly min: number;
  readonly max: number;
}

/**
 * A bound as chapters write it: `<= 5`, `>= 5`, `= 5`, `1..5`.
 *
 * @throws Error that shows what it cannot read.
 */
export function parseBound(text: string): Bound {
  const range = /^(-?[\d.]+?)\.\.(-?[\d.]+)$/.exec(text);
  if (range) return { min: Number(range[1]), max: Number(range[2]) };
  const [, sign, limit] = /^(<=|>=|=) (-?[\d.]+)$/.exec(text) ?? [];
  const value = Number(limit);
  if (sign === '<=') return { min: -Infinity, max: value };
  if (sign === '>=') return { min: value, max: Infinity };
  if (sign === '=') return { min: value, max: value };
  throw new Error(`${JSON.stringify(text)} is no bound: write <= 5, >= 5, = 5 or 1..5`);
}

export const isWithin = (value: number, { min, max }: Bound): boolean => value >= min && value <= max;
