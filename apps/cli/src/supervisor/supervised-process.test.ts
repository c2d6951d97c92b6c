import { SupervisedProcess } from './supervised-process';
import type { ProcessEvent } from './supervised-process';
import { fakeSpawn, plan } from './testing/fake-child';
import type { FakeChild } from './testing/fake-child';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function start() {
  const { spawn, children } = fakeSpawn();
  const clock = (): number => performance.now();
  const process = new SupervisedProcess(plan('greeter-1'), { spawn, clock, random: () => 0 });
  const events: ProcessEvent[] = [];
  process.observe((event) => events.push(event));
  process.start();
  return { process, children, events, last: () => children.at(-1) as FakeChild };
}

it('is starting until it says that it is ready, and knows then where it listens', () => {
  const { process, last } = start();
  expect(process.state).toEqual({ name: 'starting', pid: 1 });
  last().becomeReady(4_000);
  const [address, admin] = ['127.0.0.1:4000', '127.0.0.1:4001'];
  expect(process.state).toEqual({ name: 'ready', pid: 1, address, admin });
});

it.each(['ready', '{"msg":"ready"}', '{"level":"info","msg":"ready"}', 'Error: not ready'])(
  'is not ready by %s',
  (line) => {
    const { process, last } = start();
    last().print(line);
    expect(process.state.name).toBe('starting');
  },
);

it('survives a report that is not as expected', () => {
  const { process, last } = start();
  last().log('listening', { addresses: 'nowhere', admin: null });
  last().log('ready');
  expect(process.state).toEqual({ name: 'ready', pid: 1, address: '-', admin: '-' });
});

it('starts again, after it is gone and after a delay', async () => {
  const { process, children, last } = start();
  last().becomeReady();
  await last().exit('SIGKILL');
  expect(process.state).toEqual({ name: 'restarting', reason: 'SIGKILL', delayMs: 250, restarts: 1 });
  jest.advanceTimersByTime(249);
  expect(children).toHaveLength(1);
  jest.advanceTimersByTime(1);
  expect(process.state).toEqual({ name: 'starting', pid: 2 });
});

it('waits twice as long after each death, and starts over after a life of 30 s', async () => {
  const { process, last } = start();
  const delays: unknown[] = [];
  for (const lifeMs of [0, 0, 29_999, 30_000, 0]) {
    jest.advanceTimersByTime(lifeMs);
    await last().exit();
    delays.push('delayMs' in process.state && process.state.delayMs);
    jest.runOnlyPendingTimers();
  }
  expect(delays).toEqual([250, 500, 1_000, 250, 500]);
  expect(process.failures).toBe(2);
});

it('is told to leave once, and is not started again', async () => {
  const { process, children, last } = start();
  const stopped = Promise.all([process.stop(15_000), process.stop(15_000)]);
  expect(process.state).toEqual({ name: 'stopping', pid: 1 });
  await last().exit();
  await stopped;
  expect(last().signals).toEqual(['SIGTERM']);
  expect(process.state).toEqual({ name: 'stopped' });
  jest.runAllTimers();
  expect(children).toHaveLength(1);
});

it('is killed when it does not leave in time', async () => {
  const { process, last } = start();
  const stopped = process.stop(15_000);
  jest.advanceTimersByTime(14_999);
  expect(last().signals).toEqual(['SIGTERM']);
  jest.advanceTimersByTime(1);
  await stopped;
  expect(last().signals).toEqual(['SIGTERM', 'SIGKILL']);
});

it('is killed at once, also while it leaves', async () => {
  const { process } = start();
  const stopped = process.stop(15_000);
  process.kill();
  await stopped;
  expect(process.state).toEqual({ name: 'stopped' });
  expect(jest.getTimerCount()).toBe(0);
});

it.each(['stop', 'kill'] as const)('%s ends the wait for a restart', async (verb) => {
  const { process, children, last } = start();
  await last().exit();
  void process[verb](1_000);
  jest.runAllTimers();
  expect(children).toHaveLength(1);
  expect(process.state).toEqual({ name: 'stopped' });
});

it('does not call a process ready that is leaving', () => {
  const { process, last } = start();
  void process.stop(1_000);
  last().becomeReady();
  expect(process.state.name).toBe('stopping');
});

it('hands over each line, and keeps the last ten of this life', async () => {
  const { process, events, last } = start();
  for (let line = 1; line <= 12; line += 1) last().print(`line ${line}`);
  expect(process.lastLines).toEqual(Array.from({ length: 10 }, (_, index) => `line ${index + 3}`));
  expect(events.filter(({ type }) => type === 'line')).toHaveLength(12);
  await last().exit();
  jest.runAllTimers();
  expect(process.lastLines).toEqual([]);
});

it('tells of each state once', async () => {
  const { process, events, last } = start();
  last().becomeReady();
  last().becomeReady();
  await last().exit();
  void process.stop(1_000);
  void process.stop(1_000);
  const states = events.flatMap((event) => (event.type === 'state' ? event.state.name : []));
  expect(states).toEqual(['starting', 'ready', 'restarting', 'stopped']);
});
