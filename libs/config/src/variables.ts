import { z } from 'zod';

/** A TCP port; 0 lets the system choose a free one. */
export function port(defaultPort: number): z.ZodDefault<z.ZodCoercedNumber> {
  const message = 'must be a port, 0 to 65535';
  return z.coerce.number(message).int(message).min(0, message).max(65_535, message).default(defaultPort);
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

function wholeNumber(what: string, range: Range): z.ZodDefault<z.ZodCoercedNumber> {
  const message = `must be ${what}, ${range.min} to ${range.max}`;
  const { min, max, default: byDefault } = range;
  return z.coerce.number(message).int(message).min(min, message).max(max, message).default(byDefault);
}

/** A whole number of milliseconds in a range. */
export function milliseconds(range: Range): z.ZodDefault<z.ZodCoercedNumber> {
  return wholeNumber('milliseconds', range);
}

/** A whole number in a range. */
export function integer(range: Range): z.ZodDefault<z.ZodCoercedNumber> {
  return wholeNumber('a whole number', range);
}

/** A share from 0 to 1. */
export function ratio(defaultRatio: number): z.ZodDefault<z.ZodCoercedNumber> {
  const message = 'must be a share, 0 to 1';
  return z.coerce.number(message).min(0, message).max(1, message).default(defaultRatio);
}

/** One of some words. */
export function oneOf<const Word extends string>(words: readonly Word[], defaultWord: NoInfer<Word>) {
  return z.enum(words, `must be one of ${words.join(', ')}`).default(defaultWord as never);
}

/** `true` or `false`. */
export function flag(defaultValue: boolean) {
  const words = z.enum(['true', 'false'], 'must be true or false').default(defaultValue ? 'true' : 'false');
  return words.transform((word) => word === 'true');
}

/** Any text. */
export function text(): z.ZodString {
  return z.string();
}

/** Any text, or nothing. */
export function optionalText(): z.ZodOptional<z.ZodString> {
  return z.string().optional();
}

/** An http or https URL, or nothing. */
export function optionalUrl(): z.ZodOptional<z.ZodURL> {
  return z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional();
}

/** The URL of a PostgreSQL database: `postgres://user:password@host:port/database`. */
export function postgresUrl(): z.ZodURL {
  return z.url({
    protocol: /^postgres(ql)?$/,
    error: 'must be like postgres://user:password@host:port/database',
  });
}
