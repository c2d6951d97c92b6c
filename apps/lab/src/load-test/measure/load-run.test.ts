import type { Scenario } from '../scenario/scenario';
import type { Answer } from './gateway-sender';
import { LoadRun } from './load-run';

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const scenario: Scenario = {
  name: 'short',
  summary: '',
  phases: [{ durationMs: 10_000, fromPerSecond: 10, toPerSecond: 10 }],
  arrivals: 'constant',
  mix: { greetings: 3, orders: 1 },
};

const answerAfter = (ms: number, answer: Answer) => (): Promise<Answer> =>
  new Promise((resolve) => setTimeout(() => resolve(answer), ms));

function start(given: Partial<Scenario>, send: () => Promise<Answer>, signal = new AbortController().signal) {
  const run = new LoadRun({ scenario: { ...scenario, ...given }, sender: { send }, seed: 1, signal });
  return { run, over: run.run() };
}

it('measures all, and each route by itself', async () => {
  const { run, over } = start({}, answerAfter(20, { status: 200, instance: 'greeter-1' }));
  await jest.advanceTimersByTimeAsync(11_000);
  await expect(over).resolves.toBe('completed');
  const { requests, failed } = run.total;
  const routes = [...run.routes].map(([route, tally]) => [route, tally.requests] as const);
  expect({ requests, failed, durationMs: run.elapsedMs, inFlight: run.inFlight }).toEqual({
    requests: 100,
    failed: 0,
    durationMs: 10_000,
    inFlight: 0,
  });
  expect(routes.map(([route]) => route)).toEqual(['greetings', 'orders']);
  expect(routes.reduce((sum, [, count]) => sum + count, 0)).toBe(100);
  expect(run.seconds.intervals().map(({ answers }) => answers)).toEqual(Array(10).fill({ 'greeter-1': 10 }));
});

it('ends when it is told to, with what it has measured', async () => {
  const stop = new AbortController();
  const { run, over } = start({}, answerAfter(2_500, { status: 200 }), stop.signal);
  await jest.advanceTimersByTimeAsync(1_950);
  stop.abort();
  await jest.advanceTimersByTimeAsync(5_000);
  await expect(over).resolves.toBe('interrupted');
  expect([run.total.requests, run.total.failed, run.total.late]).toEqual([20, 20, 20]);
  expect(Math.round(run.elapsedMs / 100)).toBe(20);
});

it('ends by itself soon after the fleet broke', async () => {
  const stopWhen = { badShare: 0.5, forMs: 3_000 };
  const { run, over } = start({ stopWhen }, answerAfter(1, { status: 503 }));
  await jest.advanceTimersByTimeAsync(11_000);
  await expect(over).resolves.toBe('broke');
  expect(Math.round(run.elapsedMs / 100) * 100).toBe(3_300);
});

it('sends the same for the same seed', async () => {
  const asked = async (): Promise<string[]> => {
    const routes: string[] = [];
    const send = async (...request: unknown[]): Promise<Answer> => {
      routes.push(request.join(' '));
      return { status: 200 };
    };
    const { over } = start({ arrivals: 'poisson' }, send);
    await jest.advanceTimersByTimeAsync(11_000);
    await over;
    return routes;
  };
  const first = await asked();
  expect(first.length).toBeGreaterThan(50);
  expect(await asked()).toEqual(first);
});
