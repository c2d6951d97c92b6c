import { z } from 'zod';

/** What a registry takes for the version of an instance. */
const name = /^[\x21-\x7e]{1,128}$/;

/** Percentages of the calls by version, `{ "2.0.0": 5 }`; all other versions together have what is left. */
export const versions = z
  .record(z.string(), z.number('must be a percentage, 0 to 100'), 'must be an object')
  .refine(
    (table) => Object.keys(table).every((version) => name.test(version)),
    'must name each version in 1 to 128 printable ASCII characters without spaces',
  );
