import { CallError } from '@flotilla/call';

const maxNameLength = 100;

/** @throws CallError INVALID_ARGUMENT that names the field. */
export function validateName(name: string): void {
  const length = [...name].length;
  if (length < 1 || length > maxNameLength) {
    throw new CallError('INVALID_ARGUMENT', `name must have 1 to ${maxNameLength} characters, got ${length}`);
  }
  if (/\p{Cc}/u.test(name)) {
    throw new CallError(
      'INVALID_ARGUMENT',
      `name must not contain control characters, got ${JSON.stringify(name)}`,
    );
  }
}

/** @throws CallError INVALID_ARGUMENT that names the field. */
export function validateRange(field: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  throw new CallError('INVALID_ARGUMENT', `${field} must be ${min} to ${max}, got ${value}`);
}
