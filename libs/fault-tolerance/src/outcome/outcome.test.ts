import { CallError } from '@flotilla/call';
import type { Code } from '@flotilla/call';
import { outcomeOfError } from './outcome';

describe('the outcome of an error', () => {
  it.each<[Exclude<Code, 'OK'>, string]>([
    ['CANCELLED', 'ignored'],
    ['UNKNOWN', 'failure'],
    ['INVALID_ARGUMENT', 'success'],
    ['DEADLINE_EXCEEDED', 'failure'],
    ['NOT_FOUND', 'success'],
    ['ALREADY_EXISTS', 'success'],
    ['PERMISSION_DENIED', 'success'],
    ['RESOURCE_EXHAUSTED', 'ignored'],
    ['FAILED_PRECONDITION', 'success'],
    ['ABORTED', 'success'],
    ['OUT_OF_RANGE', 'success'],
    ['UNIMPLEMENTED', 'success'],
    ['INTERNAL', 'failure'],
    ['UNAVAILABLE', 'failure'],
    ['DATA_LOSS', 'failure'],
    ['UNAUTHENTICATED', 'success'],
  ])('of code %s is %s', (code, outcome) => {
    expect(outcomeOfError(new CallError(code, 'no'), 100)).toBe(outcome);
  });

  it('is a failure when it is no CallError', () => {
    expect(outcomeOfError(new TypeError('a bug'), 0)).toBe('failure');
  });

  it('is ignored when this process refused the call', () => {
    expect(outcomeOfError(new CallError('UNAVAILABLE', 'no', { retryable: false }), 100)).toBe('ignored');
  });

  it('is ignored when the caller gave less than 100 ms', () => {
    expect(outcomeOfError(new CallError('DEADLINE_EXCEEDED', 'no'), 99.9)).toBe('ignored');
  });
});
