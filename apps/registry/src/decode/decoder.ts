import { Refusal } from '../refusal';
import { parseDurationMs } from './duration';

/** Turns a JSON value into a T, or throws a Refusal in the words of Consul's decoder. `path` is for the message. */
export type Decoder<T> = (value: unknown, path: string) => T;

function decodeFailed(reason: string): Refusal {
  return new Refusal(400, `Request decode failed: ${reason}`);
}

export function parseJson(body: unknown): unknown {
  const text = Buffer.isBuffer(body) ? body.toString() : '';
  if (text.trim() === '') throw decodeFailed('EOF');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw decodeFailed(error instanceof Error ? error.message : String(error));
  }
}

export function text(maxLength: number): Decoder<string> {
  return (value, path) => {
    if (typeof value !== 'string') throw mismatch(value, path, 'string');
    if (value.length > maxLength) throw tooMany(path, maxLength, 'characters', value.length);
    return value;
  };
}

export const integer: Decoder<number> = (value, path) => {
  if (!Number.isSafeInteger(value)) throw mismatch(value, path, 'int');
  return value as number;
};

export const durationMs: Decoder<number> = (value, path) => {
  if (typeof value !== 'string') throw mismatch(value, path, 'duration');
  const ms = parseDurationMs(value);
  if (ms === undefined) throw decodeFailed(`time: invalid duration ${JSON.stringify(value)}`);
  return ms;
};

export function listOf<T>(item: Decoder<T>, maxItems: number): Decoder<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw mismatch(value, path, '[]string');
    if (value.length > maxItems) throw tooMany(path, maxItems, 'items', value.length);
    return value.map((element) => item(element, path));
  };
}

export function mapOf<T>(item: Decoder<T>): Decoder<Record<string, T>> {
  return (value, path) => {
    if (!isObject(value)) throw mismatch(value, path, 'map[string]string');
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, item(element, path)]));
  };
}

/** An object with these fields, as Go reads it: names without regard to case, `null` as if absent, none unknown. */
export function objectOf<T>(fields: { readonly [K in keyof T]: Decoder<T[K]> }): Decoder<Partial<T>> {
  const names = new Map(
    (Object.keys(fields) as (keyof T & string)[]).map((name) => [name.toLowerCase(), name]),
  );
  return (value, path) => {
    if (!isObject(value)) throw mismatch(value, path, 'struct');
    const decoded: Partial<T> = {};
    for (const [given, element] of Object.entries(value)) {
      const name = names.get(given.toLowerCase());
      if (name === undefined) throw decodeFailed(`json: unknown field ${JSON.stringify(given)}`);
      if (element !== null) decoded[name] = fields[name](element, `${path}.${name}`);
    }
    return decoded;
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mismatch(value: unknown, path: string, type: string): Refusal {
  const field = path === '' ? 'value' : `struct field ${path}`;
  return decodeFailed(`json: cannot unmarshal ${kindOf(value)} into Go ${field} of type ${type}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number' && !Number.isInteger(value)) return `number ${value}`;
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function tooMany(path: string, max: number, unit: string, actual: number): Refusal {
  return new Refusal(400, `Invalid ${path.slice(1)}: at most ${max} ${unit}, not ${actual}`);
}
