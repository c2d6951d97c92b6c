import { backoffMs } from './backoff';

const options = { backoffMs: 25, multiplier: 2, maxBackoffMs: 250, jitter: 0.2 };

describe('backoff', () => {
  it.each([
    { retry: 1, chance: 0.5, waitMs: 25 },
    { retry: 2, chance: 0.5, waitMs: 50 },
    { retry: 9, chance: 0.5, waitMs: 250 },
    { retry: 1, chance: 0, waitMs: 20 },
    { retry: 1, chance: 1, waitMs: 30 },
  ])('waits $waitMs ms before retry $retry at chance $chance', ({ retry, chance, waitMs }) => {
    expect(backoffMs(retry, options, chance)).toBeCloseTo(waitMs, 9);
  });
});
