import { badField } from '@flotilla/call';

const maxNameLength = 100;

/** @throws badField. */
export function validateName(name: string): void {
  const length = [...name].length;
  if (length < 1 || length > maxNameLength) {
    throw badField({ path: 'name', reason: `must have 1 to ${maxNameLength} characters, got ${length}` });
  }
  if (/\p{Cc}/u.test(name)) {
    throw badField({
      path: 'name',
      reason: `must not contain control characters, got ${JSON.stringify(name)}`,
    });
  }
}

/** @throws badField. */
export function validateRange(field: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  throw badField({ path: field, reason: `must be ${min} to ${max}, got ${value}` });
}
