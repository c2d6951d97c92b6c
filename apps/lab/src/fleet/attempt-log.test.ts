import { AttemptLog } from './attempt-log';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('tells what came since an instant, in milliseconds since then, and nothing from before', () => {
  const log = new AttemptLog();
  log.record('greeter-1', 3);
  jest.advanceTimersByTime(100);
  const originMs = performance.now();
  jest.advanceTimersByTime(50);
  log.record('greeter-1', 4);
  log.record('greeter-2', 1);
  expect([...log.since(originMs)]).toEqual([
    ['greeter-1', [{ atMs: 50, count: 4 }]],
    ['greeter-2', [{ atMs: 50, count: 1 }]],
  ]);
});
