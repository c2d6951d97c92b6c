import { CallError } from '@flotilla/call';
import { pushbackOf } from './pushback';

describe('pushback', () => {
  it.each([
    [undefined, { kind: 'none' }],
    ['0', { kind: 'after', waitMs: 0 }],
    ['150', { kind: 'after', waitMs: 150 }],
    ['30000', { kind: 'after', waitMs: 30_000 }],
    ['30001', { kind: 'never' }],
    ['999999999', { kind: 'never' }],
    ['9'.repeat(400), { kind: 'never' }],
    ['-1', { kind: 'never' }],
    ['soon', { kind: 'never' }],
    ['', { kind: 'never' }],
    ['1.5', { kind: 'never' }],
  ])('reads %j as %j', (value, pushback) => {
    const metadata = value === undefined ? {} : { 'grpc-retry-pushback-ms': value };
    expect(pushbackOf(new CallError('UNAVAILABLE', 'busy', { metadata }))).toEqual(pushback);
  });
});
