import { CallError } from '@flotilla/call';
import { pushbackOf } from './pushback';

describe('pushback', () => {
  it.each([
    [undefined, { kind: 'none' }],
    ['0', { kind: 'after', waitMs: 0 }],
    ['150', { kind: 'after', waitMs: 150 }],
    ['-1', { kind: 'never' }],
    ['soon', { kind: 'never' }],
    ['', { kind: 'never' }],
    ['1.5', { kind: 'never' }],
  ])('reads %j as %j', (value, pushback) => {
    const metadata = value === undefined ? {} : { 'grpc-retry-pushback-ms': value };
    expect(pushbackOf(new CallError('UNAVAILABLE', 'busy', { metadata }))).toEqual(pushback);
  });
});
