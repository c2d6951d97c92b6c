import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@flotilla/testing';
import { proving } from './durations';
import { instance, maxWithin } from './stand';
import type { Case } from './stand';
import { describeTogether } from './together';

jest.setTimeout(proving ? 120_000 : 60_000);

const count = 100;
/** Longer than a third of the TTL, so that every registration knows of the loss. */
const downMs = proving ? 30_000 : 7_000;

const isSpread: Case = async ({ backend, service, other }) => {
  const slots = Array.from({ length: count }, (_, position) => position + 1);
  const registrations = slots.map((slot) => other.registrar.register(instance(service, slot)));
  await Promise.all(registrations.map(({ ready }) => ready));
  const timesMs: number[] = [];
  for (const registration of registrations) {
    registration.observe((event) => {
      if (event.type === 'state' && event.state === 'registered') timesMs.push(performance.now());
    });
  }
  await backend.stop();
  await delay(downMs);
  expect(new Set(registrations.map(({ state }) => state))).toEqual(new Set(['registering']));
  await backend.restart();
  const backAtMs = performance.now();
  await until('all are back', 30_000, () => timesMs.length === count);
  const [first = 0, last = 0] = [timesMs[0], timesMs.at(-1)];
  expect(last - backAtMs).toBeLessThan(10_000);
  expect(last - first).toBeGreaterThan(5_000);
  expect(maxWithin(1_000, timesMs)).toBeLessThan(count * 0.6);
};

describeTogether('a registry that comes back empty', [
  { title: `has ${count} registrations again, one after the other`, run: isSpread },
]);
