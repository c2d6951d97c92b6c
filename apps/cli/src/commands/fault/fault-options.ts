import { parseDuration } from '@flotilla/config';
import { failureCodes } from '@flotilla/governance';
import type { Option } from '../../arguments/option';
import { suggest } from '../../arguments/suggest';

interface Checked<T> {
  readonly placeholder: string;
  readonly help: string;
  /** What is expected, for the message: `must be …`. */
  readonly rule: string;
  /** Undefined for what is not as expected. */
  parse(text: string): T | undefined;
  /** What was probably meant. */
  hint?(text: string): string;
}

/** Undefined when not given. */
function checked<T>({ placeholder, help, rule, parse, hint }: Checked<T>): Option<T | undefined> {
  return {
    placeholder,
    help,
    read(name, given) {
      if (given === undefined) return undefined;
      const value = parse(given);
      if (value !== undefined) return value;
      const shown = given.slice(0, 80);
      throw new RangeError(`--${name} ${rule}, got ${JSON.stringify(shown)}${hint?.(shown) ?? ''}`);
    },
  };
}

/** A time as people write it, `500ms`, `2s`, `1.5m`, `1h`: in milliseconds. */
export function duration(range: { min: string; max: string }, help: string): Option<number | undefined> {
  const [min, max] = [parseDuration(range.min) ?? 0, parseDuration(range.max) ?? Infinity];
  const words = `${range.min} to ${range.max}`;
  return checked({
    placeholder: 'TIME',
    help: `${help} (${words})`,
    rule: `must be a time, ${words}, as 500ms, 2s or 1m`,
    parse: (text) => {
      const ms = parseDuration(text);
      return ms !== undefined && ms >= min && ms <= max ? ms : undefined;
    },
  });
}

/** Above 0, at most 1. */
export function share(help: string): Option<number | undefined> {
  return checked({
    placeholder: 'SHARE',
    help,
    rule: 'must be a share, above 0 to 1',
    parse: (text) => (Number(text) > 0 && Number(text) <= 1 ? Number(text) : undefined),
  });
}

/** What a call can fail with, by gRPC's names. */
export function errorCode(help: string): Option<(typeof failureCodes)[number] | undefined> {
  return checked({
    placeholder: 'CODE',
    help,
    rule: 'must be a gRPC code, as UNAVAILABLE',
    parse: (text) => failureCodes.find((code) => code === text),
    hint: (text) => suggest(text, failureCodes),
  });
}

interface Named {
  readonly placeholder: string;
  /** Each of them. */
  readonly pattern: RegExp;
  /** What each of them is, for the message. */
  readonly what: string;
}

/** One, or more with commas between them. */
export function list(
  { placeholder, pattern, what }: Named,
  help: string,
): Option<readonly string[] | undefined> {
  return checked({
    placeholder,
    help: `${help}; several with commas between them`,
    rule: `must be ${what}`,
    parse: (text) => {
      const names = text.split(',');
      return names.every((name) => pattern.test(name)) ? names : undefined;
    },
  });
}
