import { RateLimiter } from './rate-limiter';

let now: number;
const clock = (): number => now;

/** How many tokens there are. */
function takeAll(limiter: RateLimiter, key?: string): number {
  let taken = 0;
  while (limiter.take(key).ok) taken++;
  return taken;
}

beforeEach(() => {
  now = 1_000;
});

describe('rate limiter', () => {
  it.each([
    { options: { perSecond: 5 }, burst: 5 },
    { options: { perSecond: 0.1 }, burst: 1 },
    { options: { perSecond: 5, burst: 20 }, burst: 20 },
  ])('grants $burst at once with $options', ({ options, burst }) => {
    expect(takeAll(new RateLimiter({ ...options, clock }))).toBe(burst);
  });

  it('refills with time, up to its burst', () => {
    const limiter = new RateLimiter({ perSecond: 10, clock });
    takeAll(limiter);
    expect(limiter.take()).toEqual({ ok: false, waitMs: 100 });
    now += 60;
    expect(limiter.take()).toEqual({ ok: false, waitMs: 40 });
    now += 240;
    expect(takeAll(limiter)).toBe(3);
    now += 1e9;
    expect(takeAll(limiter)).toBe(10);
  });

  it('has a bucket for each key, and one for none', () => {
    const limiter = new RateLimiter({ perSecond: 2, clock });
    expect([takeAll(limiter, 'a'), takeAll(limiter, 'b'), takeAll(limiter)]).toEqual([2, 2, 2]);
    expect(limiter.keys).toBe(3);
  });

  it('does not keep keys of any length', () => {
    const limiter = new RateLimiter({ perSecond: 1, clock });
    limiter.take('a'.repeat(257));
    expect(limiter.take('b'.repeat(10_000)).ok).toBe(false);
    expect(limiter.take('c'.repeat(256)).ok).toBe(true);
  });

  it('forgets keys whose bucket is full again', () => {
    const limiter = new RateLimiter({ perSecond: 1, clock });
    for (let key = 0; key < 100; key++) limiter.take(`key ${key}`);
    expect(limiter.keys).toBe(100);
    now += 1_000;
    limiter.take('another');
    expect(limiter.keys).toBe(1);
  });

  it('forgets the key that was used least recently when there are too many', () => {
    const limiter = new RateLimiter({ perSecond: 1, maxKeys: 2, clock });
    limiter.take('a');
    limiter.take('b');
    limiter.take('a');
    limiter.take('c');
    expect(limiter.keys).toBe(2);
    expect([limiter.take('a').ok, limiter.take('c').ok, limiter.take('b').ok]).toEqual([false, false, true]);
  });

  it('keeps what was used when it is reconfigured, none with more than the new burst', () => {
    const limiter = new RateLimiter({ perSecond: 10, clock });
    for (const key of ['oldest', 'used', 'hardly used']) limiter.take(key);
    takeAll(limiter, 'oldest');
    takeAll(limiter, 'used');
    limiter.reconfigure({ perSecond: 1, burst: 4, maxKeys: 1 });
    expect(limiter.keys).toBe(1);
    expect([takeAll(limiter, 'used'), takeAll(limiter, 'hardly used')]).toEqual([0, 4]);
  });

  it('refills at the old rate until it is reconfigured', () => {
    const limiter = new RateLimiter({ perSecond: 10, clock });
    takeAll(limiter);
    now += 200;
    limiter.reconfigure({ perSecond: 100, burst: 10 });
    expect(takeAll(limiter)).toBe(2);
  });

  it.each([
    { options: { perSecond: 0 }, message: 'perSecond must be above 0, got 0' },
    { options: { perSecond: 1, burst: 0.5 }, message: 'burst must be at least 1, got 0.5' },
    { options: { perSecond: 1, maxKeys: 0 }, message: 'maxKeys must be an integer of at least 1, got 0' },
  ])('refuses $options', ({ options, message }) => {
    expect(() => new RateLimiter(options)).toThrow(new RangeError(message));
    const limiter = new RateLimiter({ perSecond: 3, clock });
    expect(() => limiter.reconfigure(options)).toThrow(RangeError);
    expect(takeAll(limiter)).toBe(3);
  });
});
