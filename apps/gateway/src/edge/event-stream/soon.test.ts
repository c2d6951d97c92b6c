import { soon } from './soon';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(value), ms));

it.each([
  [49, 'in time'],
  [51, undefined],
])('of what takes %i ms, waits 50 ms for the value', async (ms, value) => {
  const waited = soon(after(ms, 'in time'), 50);
  await jest.advanceTimersByTimeAsync(60);
  await expect(waited).resolves.toBe(value);
});

it.each([
  ['resolves', () => Promise.resolve(1)],
  ['rejects', () => Promise.reject(new Error('no'))],
])('keeps no timer once the promise %s', async (_how, begin) => {
  await soon<unknown>(begin(), 50).catch((error: unknown) => expect(error).toEqual(new Error('no')));
  expect(jest.getTimerCount()).toBe(0);
});
