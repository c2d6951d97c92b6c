import { z } from 'zod';

/** What a registry takes for the version of an instance. */
const name = /^[\x21-\x7e]{1,128}$/;
const maxVersions = 100;
/** What sums of decimal fractions may be off by. */
const tolerance = 1e-9;
const rule = 'must be a percentage, 0 to 100';

type Table = Readonly<Record<string, number>>;

function sum(table: Table): number {
  return Object.values(table).reduce((total, percent) => total + percent, 0);
}

/** Percentages of the calls by version, `{ "2.0.0": 5 }`; all other versions together have what is left. */
export const versions = z
  .record(z.string(), z.number(rule).min(0, rule).max(100, rule), 'must be an object')
  .refine((table) => Object.keys(table).length <= maxVersions, `must name at most ${maxVersions} versions`)
  .refine(
    (table) => Object.keys(table).every((version) => name.test(version)),
    'must name each version in 1 to 128 printable ASCII characters without spaces',
  )
  .refine((table) => sum(table) <= 100 + tolerance, 'must add up to at most 100 percent');
