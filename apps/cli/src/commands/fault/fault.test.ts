import type { Registry } from '@flotilla/discovery';
import { withRegistry } from '../../registry/registry-access';
import { documentOf, memoryFleet } from '../../testing/memory-fleet';
import { run } from '../../testing/run';

jest.mock('../../registry/registry-access');

let registry: Registry;

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2027-01-31T12:00:00Z'));
  registry = memoryFleet({ greeter: 2, orders: 1 });
  jest.mocked(withRegistry).mockImplementation((_address, borrow) => borrow(registry));
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.exitCode = 0;
  await registry.close();
});

const retry = { maxAttempts: 2 };
const store = (document: unknown, service = 'greeter') =>
  registry.config.put(`flotilla/policies/${service}`, JSON.stringify(document));
const fault = (args: string) => run('fault', ...args.split(' '));

describe('fault', () => {
  it('adds a fault, keeps the rest of the policy, and says how to undo it', async () => {
    await store({ retry, faults: [{ abort: true }] });
    const { out, code } = await fault(
      'greeter --latency 500ms --share 0.5 --instance greeter-1,greeter-2 --method SayHello --for 30s',
    );
    expect(out.split('\n')).toEqual([
      'greeter has within a second:',
      '  losing the answer: all calls',
      '  500 ms late: 50 % of the calls of SayHello on greeter-1, greeter-2 for 30 s more',
      'undo: flotilla fault clear greeter',
    ]);
    expect(code).toBe(0);
    const added = {
      latencyMs: 500,
      share: 0.5,
      instances: ['greeter-1', 'greeter-2'],
      methods: ['SayHello'],
      until: '2027-01-31T12:00:30.000Z',
    };
    await expect(documentOf(registry, 'greeter')).resolves.toEqual({
      retry,
      faults: [{ abort: true }, added],
    });
  });

  it('tells programs what is in force', async () => {
    const { out } = await fault('orders --latency 1s --code INTERNAL --json');
    const added = { latencyMs: 1_000, code: 'INTERNAL' };
    expect(JSON.parse(out)).toEqual({ service: 'orders', fault: added, faults: [added], revision: '1' });
  });

  it('takes the place of faults that are over', async () => {
    await store({
      faults: Array.from({ length: 20 }, () => ({ abort: true, until: '2027-01-31T12:00:00Z' })),
    });
    expect((await fault('greeter --code INTERNAL')).out).toContain('  failing with INTERNAL: all calls');
    await expect(documentOf(registry, 'greeter')).resolves.toEqual({ faults: [{ code: 'INTERNAL' }] });
  });

  it('adds all that are added at the same moment', async () => {
    await Promise.all([fault('greeter --abort'), fault('greeter --code INTERNAL')]);
    const { faults } = (await documentOf(registry, 'greeter')) as { faults: unknown[] };
    expect(faults).toHaveLength(2);
  });

  it.each([
    [
      'greter --abort',
      'no instance of greter is registered (did you mean greeter?): flotilla services lists those that are',
      1,
    ],
    [
      'greeter --abort --instance greeter-1,greter-2',
      'no instance "greter-2" (did you mean greeter-2?): flotilla instances lists them',
      1,
    ],
    ['greeter --latency 5', '--latency must be a time, 1ms to 60s, as 500ms, 2s or 1m, got "5"', 2],
    ['--abort', '<service> is missing', 2],
  ])('refuses %s and writes nothing', async (args, message, exitCode) => {
    const { errors, code } = await fault(args);
    const advice = exitCode === 2 ? ' (see flotilla help fault)' : '';
    expect([errors, code]).toEqual([[`flotilla: ${message}${advice}`], exitCode]);
    await expect(documentOf(registry, 'greeter')).resolves.toBeUndefined();
  });

  it('refuses one fault too many', async () => {
    await store({ faults: Array.from({ length: 20 }, () => ({ abort: true })) });
    const { errors, code } = await fault('greeter --abort');
    expect([errors[0], code]).toEqual([expect.stringContaining('faults must be at most 20 faults'), 1]);
  });
});

describe('fault clear', () => {
  it('takes the faults of a service away, and nothing else', async () => {
    await store({ retry, faults: [{ abort: true }] });
    await store({ faults: [{ abort: true }] }, 'orders');
    expect((await fault('clear greeter')).out).toBe('greeter has no faults any more');
    await expect(documentOf(registry, 'greeter')).resolves.toEqual({ retry });
    await expect(documentOf(registry, 'orders')).resolves.toEqual({ faults: [{ abort: true }] });
  });

  it('takes those of all services away, but of one whose policy is invalid', async () => {
    await store({ faults: 7 });
    await store({ faults: [{ abort: true }] }, 'orders');
    const { out, errors } = await fault('clear');
    expect(out).toBe('orders has no faults any more');
    expect(errors).toEqual(['warning: the policy of greeter is invalid, and left as it is']);
    await expect(documentOf(registry, 'orders')).resolves.toEqual({});
  });

  it.each([
    ['clear', 'no service has faults', []],
    ['clear orders', 'orders has no faults', []],
    [
      'clear order',
      'order has no faults',
      ['warning: no instance of order is registered (did you mean orders?)'],
    ],
  ])('has nothing to do: %s', async (args, out, errors) => {
    await store({ retry });
    expect(await fault(args)).toEqual({ out, errors, code: 0 });
    await expect(documentOf(registry, 'greeter')).resolves.toEqual({ retry });
  });

  it('clears the faults of a service of which nothing is registered any more', async () => {
    await store({ faults: [{ abort: true }] }, 'billing');
    const { out } = await fault('clear billing --json');
    expect(JSON.parse(out)).toEqual({
      cleared: [{ service: 'billing', changed: true, revision: '2' }],
      warnings: [],
    });
  });
});

it.each([
  ['fault', ['--latency TIME', 'flotilla fault clear [service]']],
  ['fault clear', ['flotilla fault clear [service] [options]: takes all faults away']],
])('help %s', async (words, expected) => {
  const { out } = await run('help', ...words.split(' '));
  for (const line of expected) expect(out).toContain(line);
});
