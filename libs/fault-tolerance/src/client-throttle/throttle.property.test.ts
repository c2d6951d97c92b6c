import fc from 'fast-check';
import { Throttle } from './throttle';

const step = fc.record({
  passMs: fc.constantFrom(0, 0, 1, 500, 20_000),
  accepted: fc.boolean(),
  settings: fc.option(
    fc.record({
      k: fc.double({ min: 1, max: 10, noNaN: true }),
      maxRejectionRatio: fc.double({ min: 0, max: 0.99, noNaN: true }),
    }),
    { nil: undefined, freq: 20 },
  ),
});

it('refuses with a probability from 0 to its maximum, and lets go when nothing is refused any more', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      let now = 0;
      let max = 0.9;
      const throttle = new Throttle({ clock: () => now });
      for (const { passMs, accepted, settings } of steps) {
        now += passMs;
        if (settings) {
          throttle.reconfigure(settings);
          max = settings.maxRejectionRatio;
        }
        throttle.count(accepted);
        expect(throttle.probability).toBeGreaterThanOrEqual(0);
        expect(throttle.probability).toBeLessThanOrEqual(max);
      }
      now += 10_000;
      expect(throttle.probability).toBe(0);
    }),
    { seed: 1, numRuns: 100 },
  );
});
