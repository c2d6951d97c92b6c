import { tripReason } from './trip';

const options = { failureRate: 0.5, slowCallRate: 0.8, minCalls: 20 };

describe('a breaker', () => {
  it.each([
    { calls: 19, failed: 19, slow: 19, reason: undefined },
    { calls: 20, failed: 9, slow: 15, reason: undefined },
    { calls: 20, failed: 10, slow: 0, reason: 'failure_rate' },
    { calls: 20, failed: 0, slow: 16, reason: 'slow_call_rate' },
    { calls: 20, failed: 20, slow: 20, reason: 'failure_rate' },
    { calls: 1_000, failed: 499, slow: 799, reason: undefined },
  ])('trips by $reason after $failed failed and $slow slow of $calls calls', ({ reason, ...counts }) => {
    expect(tripReason(counts, options)).toBe(reason);
  });

  it('trips at a rate that no binary fraction meets', () => {
    expect(tripReason({ calls: 30, failed: 3, slow: 0 }, { ...options, failureRate: 0.1 })).toBe(
      'failure_rate',
    );
  });
});
