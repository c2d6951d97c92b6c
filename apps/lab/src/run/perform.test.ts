import { neverAborted } from '@flotilla/call';
import { at } from '../experiment/experiment';
import type { Fleet } from '../fleet/fleet';
import { perform } from './perform';

beforeEach(() => jest.useFakeTimers({ advanceTimers: true }));
afterEach(() => jest.useRealTimers());

const fleet = {} as Fleet;

it('does each step at its time, the next one not before it is done, and marks when it began', async () => {
  const slow = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
  const steps = [at(20, 'freeze', slow), at(30, 'thaw', () => undefined), at(120, 'end', () => undefined)];
  const marks = await perform(steps, fleet, performance.now(), neverAborted);
  const [freezeMs = 0, thawMs = 0, endMs = 0] = marks.map(({ atMs }) => atMs);
  expect(marks.map(({ label }) => label)).toEqual(['freeze', 'thaw', 'end']);
  expect(freezeMs).toBeGreaterThanOrEqual(19);
  expect(thawMs).toBeGreaterThanOrEqual(freezeMs + 49);
  expect(endMs).toBeGreaterThanOrEqual(119);
});

it('passes on what goes wrong in a step', async () => {
  const broken = at(0, 'break', () => {
    throw new Error('there is no backend 9');
  });
  await expect(perform([broken], fleet, performance.now(), neverAborted)).rejects.toThrow('no backend 9');
});

it('ends while it waits', async () => {
  const stop = new AbortController();
  const performed = perform([at(60_000, 'late', () => undefined)], fleet, performance.now(), stop.signal);
  stop.abort();
  await expect(performed).rejects.toThrow('aborted');
});
