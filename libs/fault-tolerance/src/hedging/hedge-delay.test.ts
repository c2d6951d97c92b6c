import { HedgeDelay } from './hedge-delay';
import { resolveHedging } from './options';
import type { HedgingSettings } from './options';

function known(count: number, latencyMs: number, settings: HedgingSettings = {}): HedgeDelay {
  const delay = new HedgeDelay(resolveHedging(settings));
  for (let i = 0; i < count; i++) delay.record(latencyMs, 0);
  return delay;
}

describe('the delay of a hedge', () => {
  it('is not known before 50 latencies are', () => {
    expect(known(49, 100).delayMs(0)).toBeUndefined();
    expect(known(50, 100).delayMs(0)).toBeGreaterThanOrEqual(100);
  });

  it('is not known any more when they are too old', () => {
    expect(known(50, 100).delayMs(60_000)).toBeUndefined();
  });

  it('is at least minDelayMs', () => {
    expect(known(50, 1).delayMs(0)).toBe(5);
  });

  it('is fixed when it is told', () => {
    const delay = known(100, 500, { delayMs: 3 });
    expect(delay.delayMs(0)).toBe(3);
  });

  it.each([
    { after: '63 latencies more', records: 63, now: 999, isNew: false },
    { after: '64 latencies more', records: 64, now: 0, isNew: true },
    { after: 'a second', records: 50, now: 1_000, isNew: true },
  ])('is computed anew ($isNew) after $after', ({ records, now, isNew }) => {
    const delay = known(50, 100);
    const before = delay.delayMs(0);
    for (let i = 0; i < records; i++) delay.record(1_000, now);
    expect(delay.delayMs(now) === before).toBe(!isNew);
  });

  it('follows a new quantile at once, and forgets latencies only with a new window', () => {
    const delay = known(60, 10);
    for (let i = 0; i < 40; i++) delay.record(1_000, 0);
    expect(delay.delayMs(0)).toBeGreaterThanOrEqual(1_000);
    delay.reconfigure(resolveHedging({ quantile: 0.5 }));
    expect(delay.delayMs(0)).toBeLessThan(12);
    delay.reconfigure(resolveHedging({ windowMs: 30_000 }));
    expect(delay.delayMs(0)).toBeUndefined();
  });
});
