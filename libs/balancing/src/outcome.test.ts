import type { Code } from '@flotilla/call';
import { outcomeOf } from './outcome';

describe('outcome of a code', () => {
  it.each<[Code, object]>([
    ['OK', { kind: 'success', latencyMs: 7 }],
    ['INVALID_ARGUMENT', { kind: 'success', latencyMs: 7 }],
    ['NOT_FOUND', { kind: 'success', latencyMs: 7 }],
    ['RESOURCE_EXHAUSTED', { kind: 'refused' }],
    ['UNAVAILABLE', { kind: 'failure', latencyMs: 7 }],
    ['DEADLINE_EXCEEDED', { kind: 'failure', latencyMs: 7 }],
    ['INTERNAL', { kind: 'failure', latencyMs: 7 }],
    ['CANCELLED', { kind: 'cancelled' }],
  ])('%s is %j', (code, outcome) => {
    expect(outcomeOf(code, 7)).toEqual(outcome);
  });

  it('has no latency when none is given', () => {
    expect(outcomeOf('OK')).toEqual({ kind: 'success' });
  });
});
