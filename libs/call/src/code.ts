const codes = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

/** The status codes of gRPC by their own names; a code's number on the wire is its position in gRPC's list. */
export type Code = (typeof codes)[number];

const numbers = new Map<Code, number>(codes.map((code, number) => [code, number]));

/** The number of a code on the wire: `toCodeNumber('UNAVAILABLE')` is 14. */
export function toCodeNumber(code: Code): number {
  return numbers.get(code) as number;
}

/** The code of a number on the wire; what gRPC does not define becomes `UNKNOWN`, as gRPC asks. */
export function fromCodeNumber(number: number): Code {
  return codes[number] ?? 'UNKNOWN';
}
