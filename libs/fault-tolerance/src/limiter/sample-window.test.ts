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
    expect(window.meanMs).toBe(20);
    expect(window.upperMeanMs).toBeCloseTo(20 + (2 * 10) / Math.sqrt(4), 9);
    expect(window.peak).toBe(3);
    expect(window.lastedMs(1e9)).toBe(1_000);
  });
});
