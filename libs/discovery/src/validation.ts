import { inspect } from 'node:util';
import type { Instance, InstancePatch } from './instance';

/** Fields of an Instance that Consul stores as metadata: users' metadata must not collide with them. */
const reservedKeys = new Set(['zone', 'version', 'weight']);

// Consul's limit is 64 pairs of metadata; three of them are reserved.
const maxMetadataKeys = 64 - reservedKeys.size;

interface TextRule {
  readonly pattern: RegExp;
  /** Completes the sentence "must be …". */
  readonly words: string;
}

const name: TextRule = {
  pattern: /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/,
  words: 'a DNS label: 1 to 63 letters, digits and inner hyphens',
};
const id: TextRule = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
  words: '1 to 128 letters, digits, dots, underscores and hyphens, the first a letter or digit',
};
const host: TextRule = { pattern: /^[A-Za-z0-9._:-]{1,253}$/, words: 'a host name or an IP address' };
const label: TextRule = {
  pattern: /^[\x21-\x7e]{1,128}$/,
  words: '1 to 128 printable ASCII characters without spaces',
};
const metadataKey: TextRule = {
  pattern: /^[A-Za-z0-9_-]{1,128}$/,
  words: '1 to 128 letters, digits, _ and -',
};
const metadataValue: TextRule = { pattern: /^.{0,512}$/s, words: 'at most 512 characters' };

function describe(field: string, words: string, value: unknown): string {
  return `${field} must be ${words}, got ${inspect(value, { maxStringLength: 80, depth: 0 })}`;
}

function assertText(field: string, value: unknown, rule: TextRule): void {
  if (typeof value !== 'string') throw new TypeError(describe(field, 'a string', value));
  if (!rule.pattern.test(value)) throw new RangeError(describe(field, rule.words, value));
}

/** @throws TypeError or RangeError that names the field and the value. */
export function assertNumber(field: string, value: unknown, min: number, max: number, integer = true): void {
  if (typeof value !== 'number') throw new TypeError(describe(field, 'a number', value));
  const fits = value >= min && value <= max && (!integer || Number.isInteger(value));
  if (!fits)
    throw new RangeError(
      describe(field, `${integer ? 'an integer' : 'a number'} from ${min} to ${max}`, value),
    );
}

export function assertServiceName(service: unknown): void {
  assertText('service', service, name);
}

export function isServiceName(service: string): boolean {
  return name.pattern.test(service);
}

function assertMetadata(metadata: unknown): void {
  if (typeof metadata !== 'object' || metadata === null) {
    throw new TypeError(describe('instance.metadata', 'an object', metadata));
  }
  const entries = Object.entries(metadata);
  assertNumber('the number of keys of instance.metadata', entries.length, 0, maxMetadataKeys);
  for (const [key, value] of entries) {
    assertText('a key of instance.metadata', key, metadataKey);
    if (reservedKeys.has(key))
      throw new RangeError(`instance.metadata must not hold ${key}: set instance.${key}`);
    assertText(`instance.metadata.${key}`, value, metadataValue);
  }
}

/** What a client needs of an instance, whoever registered it. @throws TypeError or RangeError that names the field. */
export function assertAddress(instance: Pick<Instance, 'host' | 'port'>): void {
  assertText('instance.host', instance.host, host);
  assertNumber('instance.port', instance.port, 1, 65_535);
}

/**
 * The same rules for every backend, so that an instance which registers in one registers in all.
 *
 * @throws TypeError or RangeError that names the field and the value.
 */
export function assertInstance(instance: Instance): void {
  assertText('instance.id', instance.id, id);
  assertText('instance.service', instance.service, name);
  assertAddress(instance);
  if (instance.weight !== undefined) assertNumber('instance.weight', instance.weight, 0.001, 10_000, false);
  if (instance.zone !== undefined) assertText('instance.zone', instance.zone, label);
  if (instance.version !== undefined) assertText('instance.version', instance.version, label);
  assertMetadata(instance.metadata);
}

/** @throws as assertInstance does, for the instance that the patch would make. */
export function patchInstance(instance: Instance, patch: InstancePatch): Instance {
  const { id, service } = instance;
  const patched = { ...instance, ...patch, id, service };
  assertInstance(patched);
  return patched;
}

const maxValueBytes = 64 * 1024;

export function assertConfigKey(key: unknown): void {
  assertText('key', key, {
    pattern: /^(?=.{1,256}$)(?!.*(^|\/)\.\.?(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/,
    words:
      'segments of letters, digits, dots, underscores and hyphens, none of them . or .., joined by /, at most 256 characters',
  });
}

export function assertConfigValue(value: unknown): void {
  if (typeof value !== 'string') throw new TypeError(describe('value', 'a string', value));
  const bytes = Buffer.byteLength(value);
  if (bytes > maxValueBytes)
    throw new RangeError(`value must be at most ${maxValueBytes} bytes, got ${bytes}`);
}
