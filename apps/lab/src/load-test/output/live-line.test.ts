import { Tally } from '../measure/tally';
import { Timeline } from '../measure/timeline';
import { showLive } from './live-line';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function stream(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 60, written, write: (text: string) => written.push(text) > 0 };
}

/** A load whose second second, of four, is over. */
function running() {
  const [total, seconds] = [new Tally(), new Timeline(1_000)];
  const sample = { intendedMs: 1_200, lateMs: 0, latencyMs: 40, outcome: 503 };
  seconds.begin(sample.intendedMs);
  seconds.end(sample, undefined);
  total.record(sample);
  return { total, seconds, elapsedMs: 2_500, inFlight: 3 };
}

it('rewrites one line on a terminal, no longer than that, and leaves nothing behind', () => {
  const terminal = stream(true);
  const end = showLive(terminal, running(), 5_000);
  jest.advanceTimersByTime(400);
  expect(terminal.written).toHaveLength(2);
  const line = terminal.written[1]?.replace('\r\u001b[K', '');
  expect(line).toMatch(/^█{15}░{15} {2}50 % {2}3 s · 1\/s ended · p/);
  expect(line).toHaveLength(59);
  end();
  expect(terminal.written.at(-1)).toBe('\r\u001b[K');
  expect(jest.getTimerCount()).toBe(0);
});

it('is a line every five seconds elsewhere', () => {
  const file = stream(false);
  const end = showLive(file, running(), 5_000);
  jest.advanceTimersByTime(5_000);
  end();
  expect(file.written).toEqual(['3 s · 1/s ended · p99 40 ms · 1 of 1 failed · 3 in flight\n']);
});
