import { notSent, pace } from './pace';
import type { Sample } from './sample';

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const answerAfter = (ms: number) => (): Promise<number> =>
  new Promise((resolve) => setTimeout(() => resolve(200), ms));

it('sends at its instants, even when those are made one by one without end', async () => {
  const stop = new AbortController();
  const sent: [number: number, intendedMs: number][] = [];
  const ended: number[] = [];
  function* everySecond() {
    for (let second = 0; ; second += 1) yield second * 1_000;
  }
  const over = pace({
    instants: everySecond(),
    send: async (number, intendedMs) => {
      sent.push([number, intendedMs]);
      return 200;
    },
    onSample: (_sample, number) => ended.push(number),
    signal: stop.signal,
  });
  await jest.advanceTimersByTimeAsync(2_500);
  stop.abort();
  await jest.advanceTimersByTimeAsync(100);
  await over;
  expect(sent).toEqual([0, 1, 2].map((number) => [number, number * 1_000]));
  expect(ended).toEqual([0, 1, 2]);
});

it('does not send what is due while as many as may be are in flight', async () => {
  const samples: Sample[] = [];
  const over = pace({
    instants: [0, 10, 20, 120],
    send: answerAfter(100),
    onSample: (sample, number) => (samples[number] = sample),
    maxInFlight: 2,
  });
  await jest.advanceTimersByTimeAsync(1_000);
  await over;
  expect(samples.map(({ outcome }) => outcome)).toEqual([200, 200, notSent, 200]);
});

it.each([
  ['an answer', undefined],
  ['what is not sent', 1],
])('ends, and rejects, when it cannot tell of %s', async (_what, maxInFlight = 10) => {
  const sent: number[] = [];
  const error = new Error('the disk is full');
  const over = pace({
    instants: [0, 10, 500],
    send: (number) => {
      sent.push(number);
      return answerAfter(100)();
    },
    onSample: (_sample, number) => {
      if (number === 1) throw error;
    },
    maxInFlight,
  });
  const rejected = expect(over).rejects.toBe(error);
  await jest.advanceTimersByTimeAsync(1_000);
  await rejected;
  expect(sent).not.toContain(2);
});
