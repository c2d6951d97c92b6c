import { latenessOf } from './lateness';
import { openLoop } from './open-loop';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const answerAfter = (ms: number) => (): Promise<number> =>
  new Promise((resolve) => setTimeout(() => resolve(200), ms));

it('sends on while answers are awaited, and measures from the intended instant', async () => {
  const load = openLoop({ ratePerSecond: 100, durationMs: 100, send: answerAfter(500) });
  await jest.advanceTimersByTimeAsync(1_000);
  const samples = await load;
  expect(samples.map(({ intendedMs }) => intendedMs)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  expect(Math.max(...samples.map(({ latencyMs }) => latencyMs))).toBeLessThanOrEqual(502);
  expect(latenessOf(samples)).toEqual({ share: 0, worstMs: 0, fellBehind: false });
});

it('numbers the requests as their samples, and keeps what went wrong', async () => {
  const send = async (number: number): Promise<number> => {
    if (number === 1) throw new Error('connection refused');
    return 200 + number;
  };
  const load = openLoop({ ratePerSecond: 100, durationMs: 30, send });
  await jest.advanceTimersByTimeAsync(100);
  expect((await load).map(({ outcome }) => outcome)).toEqual([200, 'Error: connection refused', 202]);
});

it('counts what a generator that was held up sent late, and includes it in the latency', async () => {
  const send = (number: number): Promise<number> => {
    if (number === 0) jest.advanceTimersByTime(55); // the loop is blocked
    return Promise.resolve(200);
  };
  const load = openLoop({ ratePerSecond: 100, durationMs: 100, send });
  await jest.advanceTimersByTimeAsync(200);
  const samples = await load;
  const { share, worstMs, fellBehind } = latenessOf(samples);
  expect(share).toBeCloseTo(0.4);
  expect(worstMs).toBeGreaterThanOrEqual(45);
  expect(fellBehind).toBe(true);
  expect(samples[1]?.latencyMs).toBeGreaterThanOrEqual(45);
});

it('stops when it is told to; what is under way still counts', async () => {
  const stop = new AbortController();
  const load = openLoop({
    ratePerSecond: 100,
    durationMs: 1_000,
    send: answerAfter(50),
    signal: stop.signal,
  });
  await jest.advanceTimersByTimeAsync(95);
  stop.abort();
  await jest.advanceTimersByTimeAsync(100);
  expect(await load).toHaveLength(10);
});
