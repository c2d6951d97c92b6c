import { CallError } from '@flotilla/call';
import { statusOf } from './status-of';

it.each([
  ['RESOURCE_EXHAUSTED', 429],
  ['UNAVAILABLE', 503],
  ['DEADLINE_EXCEEDED', 504],
  ['INTERNAL', 500],
] as const)('%s is %d', (code, status) => {
  expect(statusOf(new CallError(code, 'no'))).toBe(status);
});

it('takes what is no failure of a call for a failure all the same', () => {
  expect(statusOf(new TypeError('no'))).toBe(500);
});
