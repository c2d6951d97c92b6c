import { CallError } from '@flotilla/call';
import { z } from 'zod';
import { assertObeyable } from './assert-obeyable';
import { policySchema } from './policy';
import type { Policy } from './policy';

const maxNamed = 5;
const maxShownCharacters = 80;

/**
 * The policy in a document.
 *
 * @throws CallError INVALID_ARGUMENT that names each field that is wrong, and its value.
 */
export function parsePolicy(document: string): Policy {
  const value = parseJson(document);
  const result = policySchema.safeParse(value);
  if (result.success) return deepFreeze(obeyable(result.data));
  const faults = result.error.issues.map((issue) => describe(issue, value));
  throw invalid(faults.slice(0, maxNamed).join('; '));
}

function obeyable(policy: Policy): Policy {
  try {
    assertObeyable(policy);
    return policy;
  } catch (error) {
    throw invalid((error as Error).message);
  }
}

function parseJson(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch (error) {
    throw invalid(`the document must be JSON: ${(error as Error).message}`);
  }
}

function invalid(message: string): CallError {
  return new CallError('INVALID_ARGUMENT', message);
}

function describe(issue: z.core.$ZodIssue, document: unknown): string {
  const path = issue.path.join('.') || 'the document';
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => [...issue.path, key].join('.'));
    return `${names.join(', ')} is not known; known are ${knownAt(issue.path)}`;
  }
  const rule =
    issue.path.length === 0 || issue.message.startsWith('Invalid input')
      ? 'must be an object'
      : issue.message;
  return `${path} ${rule}, got ${shown(valueAt(document, issue.path))}`;
}

/** The fields that a part of a document may have. */
function knownAt(path: readonly PropertyKey[]): string {
  const part = path.reduce<Schema | undefined>(partOf, policySchema);
  return part instanceof z.ZodObject ? Object.keys(part.shape).join(', ') : 'none';
}

type Schema = z.core.$ZodType;

function partOf(whole: Schema | undefined, key: PropertyKey): Schema | undefined {
  if (whole instanceof z.ZodArray) return whole.element;
  const part = whole instanceof z.ZodObject ? (whole.shape as Record<PropertyKey, Schema>)[key] : undefined;
  return part instanceof z.ZodExactOptional ? part.unwrap() : part;
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    document,
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > maxShownCharacters ? `${text.slice(0, maxShownCharacters)}…` : text;
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object') deepFreeze(part as object);
  return Object.freeze(value);
}
