import { CallError, codeOf } from './call-error';

const unavailable = new CallError('UNAVAILABLE', 'no');

describe('CallError.from', () => {
  it('leaves a CallError as it is', () => {
    expect(CallError.from(unavailable)).toBe(unavailable);
  });

  it.each([
    ['an error', new TypeError('broken'), 'broken'],
    ['a text', 'broken', 'broken'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
  ])('makes UNKNOWN of %s, and keeps it as the cause', (_what, thrown, message) => {
    const error = CallError.from(thrown);
    expect([error.code, error.message, error.metadata]).toEqual(['UNKNOWN', message, {}]);
    expect(error.cause).toBe(thrown);
  });
});

it('has a cause only when one is given', () => {
  expect('cause' in unavailable).toBe(false);
  expect(new CallError('UNAVAILABLE', 'no', { cause: 7 }).cause).toBe(7);
});

it('is retryable unless it says otherwise', () => {
  expect(unavailable.retryable).toBe(true);
  expect(new CallError('UNAVAILABLE', 'no', { retryable: false })).toMatchObject({
    retryable: false,
    metadata: {},
  });
});

it('is of this process unless it says otherwise', () => {
  expect(unavailable.remote).toBe(false);
  expect(new CallError('UNAVAILABLE', 'no', { remote: true }).remote).toBe(true);
});

it.each([
  ['nothing', undefined, 'OK'],
  ['a CallError', unavailable, 'UNAVAILABLE'],
  ['another error', new Error('broken'), 'UNKNOWN'],
  ['null', null, 'UNKNOWN'],
])('gives the code of %s', (_what, error, code) => {
  expect(codeOf(error)).toBe(code);
});
