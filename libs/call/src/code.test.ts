import { fromCodeNumber, toCodeNumber } from './code';
import type { Code } from './code';

it.each<[Code, number]>([
  ['OK', 0],
  ['CANCELLED', 1],
  ['UNKNOWN', 2],
  ['INVALID_ARGUMENT', 3],
  ['DEADLINE_EXCEEDED', 4],
  ['NOT_FOUND', 5],
  ['ALREADY_EXISTS', 6],
  ['PERMISSION_DENIED', 7],
  ['RESOURCE_EXHAUSTED', 8],
  ['FAILED_PRECONDITION', 9],
  ['ABORTED', 10],
  ['OUT_OF_RANGE', 11],
  ['UNIMPLEMENTED', 12],
  ['INTERNAL', 13],
  ['UNAVAILABLE', 14],
  ['DATA_LOSS', 15],
  ['UNAUTHENTICATED', 16],
])('%s is %i on the wire', (code, number) => {
  expect([toCodeNumber(code), fromCodeNumber(number)]).toEqual([number, code]);
});

it.each([-1, 17, 0.5, NaN])('takes %d, which gRPC does not define, for UNKNOWN', (number) => {
  expect(fromCodeNumber(number)).toBe('UNKNOWN');
});
