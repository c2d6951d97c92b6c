import { SampleWindow } from './sample-window';

describe('a window of samples', () => {
  it.each([
    { samples: 9, variesMs: 0, afterMs: 60_000, full: false },
    { samples: 10, variesMs: 0, afterMs: 99, full: false },
    { samples: 10, variesMs: 0, afterMs: 100, full: true },
    { samples: 10, variesMs: 10, afterMs: 999, full: false },
    { samples: 30, variesMs: 10, afterMs: 100, full: true },
    { samples: 10, variesMs: 10, afterMs: 1_000, full: true },
  ])(
    'of $samples calls of 20 ± $variesMs ms, $afterMs ms long, is full: $full',
    ({ samples, variesMs, afterMs, full }) => {
      const window = new SampleWindow(500);
      for (let call = 0; call < samples; call++) window.add(20 + (call % 2 ? variesMs : -variesMs), 1);
      expect(window.isFull(500 + afterMs)).toBe(full);
    },
  );

  it('knows its mean, how sure that is, and its peak', () => {
    const window = new SampleWindow(0);
    for (const latencyMs of [10, 30, 10, 30]) window.add(latencyMs, latencyMs / 10);
    expect(window.mean).toBe(20);
    expect(window.upperMean).toBeCloseTo(20 + (2 * 10) / Math.sqrt(4), 9);
    expect(window.peak).toBe(3);
    expect(window.lastedMs(1e9)).toBe(1_000);
    expect(window.turnoverMs(1_000)).toBe(750);
  });

  it('takes more calls if it shall, while they vary', () => {
    const window = new SampleWindow(0, 0.05, 100);
    for (let call = 0; call < 99; call++) window.add(call % 2 ? 1 : 40, 1);
    expect(window.isFull(60_000)).toBe(false);
    window.add(40, 1);
    expect(window.isFull(60_000)).toBe(true);
  });
});
