import { neverAborted } from '@flotilla/call';
import { fakeDelay } from '../testing/fake-delay';
import { readGauges } from './gauges';

jest.mock('node:timers/promises', () => ({
  setTimeout: (...args: Parameters<typeof fakeDelay>) => fakeDelay(...args),
}));

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

it('reads every gauge five times a second, until it is told to stop', async () => {
  const over = new AbortController();
  const subject = { orders: 0 };
  const gauges = { orders: (given: typeof subject) => (given.orders += 1), seven: async () => 7 };
  const originMs = performance.now();
  await jest.advanceTimersByTimeAsync(1_000);
  const reading = readGauges(gauges, subject, originMs, over.signal);
  await jest.advanceTimersByTimeAsync(450);
  over.abort();
  expect(Object.fromEntries(await reading)).toEqual({
    orders: [1_000, 1_200, 1_400].map((atMs, index) => ({ atMs, value: index + 1 })),
    seven: [1_000, 1_200, 1_400].map((atMs) => ({ atMs, value: 7 })),
  });
});

it('has nothing to wait for when there are no gauges', async () => {
  await expect(readGauges({}, undefined, 0, neverAborted)).resolves.toEqual(new Map());
});

it('passes on what goes wrong with one', async () => {
  const gauges = { broken: () => Promise.reject(new Error('gone')) };
  await expect(readGauges(gauges, undefined, 0, neverAborted)).rejects.toThrow('gone');
});
