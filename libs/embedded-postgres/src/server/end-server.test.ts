import { endServer, fast, immediate } from './end-server';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it.each([
  [fast, 'SIGINT', ['SIGINT']],
  [fast, 'SIGKILL', ['SIGINT', 'SIGQUIT', 'SIGKILL']],
  [immediate, 'SIGKILL', ['SIGQUIT', 'SIGKILL']],
  [fast, 'none', ['SIGINT', 'SIGQUIT', 'SIGKILL']],
] as const)('of %j, with a server that obeys %s, sends %j', async (signals, obeyed, expected) => {
  const sent: string[] = [];
  const ended = endServer({
    kill: (signal) => void sent.push(signal),
    isRunning: () => !sent.includes(obeyed),
    signals,
  });
  await jest.advanceTimersByTimeAsync(18_100);
  await ended;
  expect(sent).toEqual(expected);
  expect(jest.getTimerCount()).toBe(0);
});
