import { Fleet } from './fleet';
import { fakeSpawn, plan } from './testing/fake-child';
import { StartError } from './when-ready';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const ids = ['registry-1', 'greeter-1', 'greeter-2', 'gateway-1'];

function create() {
  const { spawn, children } = fakeSpawn();
  const fleet = new Fleet(ids.map(plan), { spawn, clock: () => performance.now(), random: () => 0 });
  const started = fleet.start(30_000);
  started.catch(() => undefined);
  return { fleet, children, started, running: () => children.map((child) => child.plan.instance) };
}

/** Makes each process ready as soon as it is started. */
async function startAll() {
  const context = create();
  for (const [position] of ids.entries()) {
    context.children[position]?.becomeReady();
    await jest.advanceTimersByTimeAsync(0);
  }
  await context.started;
  return context;
}

it('starts a service when the one before it is ready, all its instances at once', async () => {
  const { children, running } = create();
  expect(running()).toEqual(['registry-1']);
  children[0]?.becomeReady();
  await jest.advanceTimersByTimeAsync(0);
  expect(running()).toEqual(['registry-1', 'greeter-1', 'greeter-2']);
  children[1]?.becomeReady();
  await jest.advanceTimersByTimeAsync(0);
  expect(running()).not.toContain('gateway-1');
});

it('starts a service together with the next one when its plan says so', async () => {
  const { spawn, children } = fakeSpawn();
  const plans = ids.map((id) => ({ ...plan(id), startsWithNext: id === 'registry-1' }));
  const fleet = new Fleet(plans, { spawn, clock: () => performance.now(), random: () => 0 });
  void fleet.start(30_000);
  expect(children).toHaveLength(3);
  for (const child of children.slice(1)) child.becomeReady();
  await jest.advanceTimersByTimeAsync(0);
  expect(children).toHaveLength(3);
  children[0]?.becomeReady();
  await jest.advanceTimersByTimeAsync(0);
  expect(children).toHaveLength(4);
});

it('is started when every process is ready, and leaves no timer', async () => {
  const { fleet } = await startAll();
  expect(fleet.processes.map(({ state }) => state.name)).toEqual(ids.map(() => 'ready'));
  expect(jest.getTimerCount()).toBe(0);
});

it('stops services in the opposite order, each when the one before it is gone', async () => {
  const { fleet, children } = await startAll();
  const told = (): string[] =>
    children.filter(({ signals }) => signals.length > 0).map((child) => child.plan.instance);
  const stopped = fleet.stop(15_000);
  expect(told()).toEqual(['gateway-1']);
  await children[3]?.exit();
  await jest.advanceTimersByTimeAsync(0);
  expect(told()).toEqual(['greeter-1', 'greeter-2', 'gateway-1']);
  await children[1]?.exit();
  await children[2]?.exit();
  await jest.advanceTimersByTimeAsync(0);
  expect(told()).toContain('registry-1');
  await children[0]?.exit();
  await stopped;
  expect(fleet.stop(15_000)).toBe(fleet.stop(15_000));
});

it('kills what does not leave, service after service', async () => {
  const { fleet, children } = await startAll();
  const stopped = fleet.stop(15_000);
  await jest.advanceTimersByTimeAsync(3 * 15_000);
  await stopped;
  expect(children.map(({ signals }) => signals)).toEqual(ids.map(() => ['SIGTERM', 'SIGKILL']));
});

it('kills all at once', async () => {
  const { fleet, children } = await startAll();
  const stopped = fleet.stop(15_000);
  fleet.kill();
  await stopped;
  expect(children.every(({ signals }) => signals.at(-1) === 'SIGKILL')).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
});

it('gives up after the time for all, and names who is not ready', async () => {
  const { children, started } = create();
  await jest.advanceTimersByTimeAsync(20_000);
  children[0]?.becomeReady();
  await jest.advanceTimersByTimeAsync(0);
  children[1]?.becomeReady();
  await jest.advanceTimersByTimeAsync(10_000);
  await expect(started).rejects.toThrow(/^not ready within 10 s: greeter-2$/);
});

it('gives up on a process that dies three times, and says of what', async () => {
  const { children, started } = create();
  for (const position of [0, 1, 2]) {
    await children[position]?.exit('exit code 1');
    await jest.advanceTimersByTimeAsync(1_000);
  }
  const error = await started.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  expect((error as StartError).message).toBe(
    'registry-1 does not start: it died 3 times, at last by exit code 1',
  );
  expect((error as StartError).culprits).toHaveLength(1);
});

it('starts nothing more when told to stop meanwhile', async () => {
  const { fleet, children, started, running } = create();
  children[0]?.becomeReady();
  const stopped = fleet.stop(15_000);
  await children[0]?.exit();
  await stopped;
  await started.catch(() => undefined);
  expect(running()).toEqual(['registry-1']);
});
