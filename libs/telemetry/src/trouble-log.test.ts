import type { Logger } from 'pino';
import { TroubleLog } from './trouble-log';

it('logs once per second, and says how many it left out', () => {
  let now = 0;
  const warn = jest.fn();
  const log = new TroubleLog({ warn } as unknown as Logger, () => now);
  for (; now <= 2_500; now += 250) log.warn({ now }, 'down');
  expect(warn.mock.calls).toEqual([
    [{ now: 0 }, 'down'],
    [{ now: 1_000, leftOut: 3 }, 'down'],
    [{ now: 2_000, leftOut: 3 }, 'down'],
  ]);
});
