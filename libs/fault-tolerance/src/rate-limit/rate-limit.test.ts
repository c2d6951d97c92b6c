import { CallError } from '@flotilla/call';
import { contextFor } from '../testing/contexts';
import { quotaWaitMs, rateLimit } from './rate-limit';
import type { RateLimitEvent } from './rate-limit';

const clock = (): number => 0;

describe('rate limit', () => {
  it('refuses a caller above its rate, says when to come back, and does not disturb another', async () => {
    const policy = rateLimit({ perSecond: 2, clock, keyOf: ({ metadata }) => metadata['x-client'] });
    const events: RateLimitEvent[] = [];
    policy.observe((event) => events.push(event));
    const work = jest.fn(async () => 'hello');
    const call = policy(work);
    const noisy = contextFor({ metadata: { 'x-client': 'noisy' } });
    await call('q', noisy);
    await call('q', noisy);
    await expect(call('q', noisy)).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      retryable: false,
      metadata: { 'grpc-retry-pushback-ms': '500', 'flotilla-quota': '500' },
      message: 'test.Quotes/Get: the caller is above its rate; try again in 500 ms',
    });
    expect(events).toEqual([{ type: 'refused', context: noisy, key: 'noisy', waitMs: 500 }]);
    await expect(call('q', contextFor({ metadata: { 'x-client': 'quiet' } }))).resolves.toBe('hello');
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('has one rate for all when it is not told whose a call is', async () => {
    const call = rateLimit({ perSecond: 1, clock })(async () => 'hello');
    await call('q', contextFor());
    await expect(call('q', contextFor())).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
  });

  it('asks nobody to hold a call back longer than anybody would, but says when there is room', async () => {
    const call = rateLimit({ perSecond: 0.01, clock })<string, string>(async () => 'hello');
    await call('q', contextFor());
    const error: unknown = await call('q', contextFor()).catch((refusal: unknown) => refusal);
    expect(error).toHaveProperty('metadata', { 'flotilla-quota': '100000' });
    expect(quotaWaitMs(CallError.from(error))).toBe(100_000);
  });

  it.each([[undefined], ['exceeded'], [''], ['-1'], ['1.5'], ['9'.repeat(400)]])(
    'reads no wait in a quota of %s',
    (quota) => {
      const metadata = quota === undefined ? {} : { 'flotilla-quota': quota };
      expect(quotaWaitMs(new CallError('RESOURCE_EXHAUSTED', 'no', { metadata }))).toBeUndefined();
    },
  );

  it('is switched and reconfigured, and keeps what was used', async () => {
    const policy = rateLimit({ perSecond: 1, clock });
    const call = policy(async () => 'hello');
    await call('q', contextFor());
    policy.reconfigure({ perSecond: 1, enabled: false });
    await expect(call('q', contextFor())).resolves.toBe('hello');
    expect(() => policy.reconfigure({ perSecond: -1 })).toThrow(RangeError);
    await expect(call('q', contextFor())).resolves.toBe('hello');
    policy.reconfigure({ perSecond: 5 });
    await expect(call('q', contextFor())).rejects.toThrow('above its rate');
  });
});
