import { neverAborted } from '@flotilla/call';
import { at } from '../experiment/experiment';
import type { Fleet } from '../fleet/fleet';
import { fakeDelay } from '../testing/fake-delay';
import { perform } from './perform';

jest.mock('node:timers/promises', () => ({
  setTimeout: (...args: Parameters<typeof fakeDelay>) => fakeDelay(...args),
}));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const fleet = {} as Fleet;

it('does each step at its time, the next one not before it is done, and marks when it began', async () => {
  const slow = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
  const steps = [at(20, 'freeze', slow), at(30, 'thaw', () => undefined), at(120, 'end', () => undefined)];
  const performed = perform(steps, fleet, performance.now(), neverAborted);
  await jest.advanceTimersByTimeAsync(200);
  await expect(performed).resolves.toEqual([
    { label: 'freeze', atMs: 20 },
    { label: 'thaw', atMs: 71 }, // no timer is shorter than 1 ms
    { label: 'end', atMs: 120 },
  ]);
});

it('passes on what goes wrong in a step', async () => {
  const broken = at(0, 'break', () => {
    throw new Error('there is no backend 9');
  });
  const failed = expect(perform([broken], fleet, performance.now(), neverAborted)).rejects.toThrow(
    'no backend 9',
  );
  await jest.advanceTimersByTimeAsync(1);
  await failed;
});

it('ends while it waits', async () => {
  const stop = new AbortController();
  const performed = perform([at(60_000, 'late', () => undefined)], fleet, performance.now(), stop.signal);
  stop.abort();
  await expect(performed).rejects.toThrow('aborted');
});
