import type { Registry } from '@flotilla/discovery';
import { withRegistry } from '../../registry/registry-access';
import { documentOf, memoryFleet } from '../../testing/memory-fleet';
import { run } from '../../testing/run';

jest.mock('../../registry/registry-access');

let registry: Registry;

function use(fleet: Registry): void {
  registry = fleet;
  jest.mocked(withRegistry).mockImplementation((_address, borrow) => borrow(fleet));
}

beforeEach(() => use(memoryFleet({ greeter: 2, orders: 1 })));
afterEach(async () => {
  process.exitCode = 0;
  await registry.close();
});

const store = (document: string) => registry.config.put('flotilla/policies/greeter', document);
const greeter = () => documentOf(registry, 'greeter');

it('drains an instance, and keeps the rest of the policy', async () => {
  await store('{"retry":{"maxAttempts":2}}');
  const { out, code } = await run('drain', 'greeter-2');
  expect([out, code]).toEqual(['greeter-2 is drained: it keeps running, and gets no calls', 0]);
  await expect(greeter()).resolves.toEqual({ retry: { maxAttempts: 2 }, drained: ['greeter-2'] });
});

it('drains once', async () => {
  await run('drain', 'greeter-2');
  expect((await run('drain', 'greeter-2')).out).toBe('greeter-2 was drained already');
  const { out } = await run('drain', 'greeter-2', '--json');
  expect(JSON.parse(out)).toEqual({
    instance: 'greeter-2',
    service: 'greeter',
    drained: true,
    changed: false,
    revision: '1',
  });
});

it('drains the last instance only by force', async () => {
  await run('drain', 'greeter-2');
  const { errors, code } = await run('drain', 'greeter-1');
  expect(errors).toEqual([
    expect.stringMatching(/^flotilla: greeter-1 is the last .*\(--force drains it\)$/),
  ]);
  expect(code).toBe(1);
  expect((await run('drain', 'greeter-1', '--force')).code).toBe(0);
  await expect(greeter()).resolves.toEqual({ drained: ['greeter-2', 'greeter-1'] });
});

it('does not drain both of two instances at the same time', async () => {
  const both = await Promise.all([run('drain', 'greeter-1'), run('drain', 'greeter-2')]);
  expect(both.flatMap(({ errors }) => errors)).toEqual([expect.stringContaining('is the last instance')]);
});

it('undrains an instance', async () => {
  await run('drain', 'greeter-2');
  expect((await run('undrain', 'greeter-2')).out).toBe('greeter-2 is no longer drained');
  await expect(greeter()).resolves.toEqual({});
  expect((await run('undrain', 'greeter-2')).out).toBe('greeter-2 was not drained');
});

it.each([
  ['gone', { greeter: 1 }],
  ['gone with all of its service', { orders: 1 }],
])('undrains an instance that is %s', async (_what, counts) => {
  use(memoryFleet(counts));
  await store('{"drained":["greeter-7"]}');
  const { out } = await run('undrain', 'greeter-7', '--json');
  expect(JSON.parse(out)).toMatchObject({ service: 'greeter', drained: false, changed: true });
  await expect(greeter()).resolves.toEqual({});
});

it.each(['drain', 'undrain'])('%s knows which instance was meant', async (command) => {
  const message = 'flotilla: no instance "greter-2" (did you mean greeter-2?): flotilla instances lists them';
  expect(await run(command, 'greter-2')).toEqual({ out: '', errors: [message], code: 1 });
});

it.each(['drain', 'undrain'])('%s leaves an invalid policy as it is', async (command) => {
  await store('{"drained":7}');
  const { errors, code } = await run(command, 'greeter-2');
  expect(errors[0]).toMatch(/^flotilla: the policy of greeter is invalid \(drained .*\): replace it with/);
  expect(code).toBe(1);
  await expect(greeter()).resolves.toEqual({ drained: 7 });
});
