import { neverAborted } from '@flotilla/call';
import { warmUp } from './warm-up';

it.each([
  ['twice when it is fast at once', [30, 30], 30, 2],
  ['until it is fast, twice', [900, 300, 60, 50], 40, 5],
  ['not less for a fast round between slow ones', [40, 300, 300], 40, 5],
  ['while a backlog grows', [60, 600, 6_000, 80], 40, 6],
  ['10 times at most', [], 900, 10],
])('warms up %s', async (_what, p99s, then, rounds) => {
  const first = [...p99s];
  const round = jest.fn(async () => first.shift() ?? then);
  await warmUp(round, { mostRounds: 10, workMs: 20 }, neverAborted);
  expect(round).toHaveBeenCalledTimes(rounds);
});

it('ends when it is told to', async () => {
  const round = jest.fn(async () => 1);
  await expect(warmUp(round, { mostRounds: 10, workMs: 20 }, AbortSignal.abort())).rejects.toThrow('aborted');
  expect(round).toHaveBeenCalledTimes(1);
});
