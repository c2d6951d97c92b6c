import { CallError } from '@flotilla/call';
import { memoryRegistry, StaticDiscovery } from '@flotilla/discovery';
import type { ConfigStore, Registry } from '@flotilla/discovery';
import { policyKey } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';
import { createTelemetry } from '@flotilla/telemetry';
import type { Telemetry } from '@flotilla/telemetry';
import type { Client } from './client-types';
import { createClient } from './create-client';
import type { ClientOptions } from './create-client';
import { FakeTransport } from './testing/fake-transport';
import { quotes, QuotesDefinition } from './testing/quotes';
import { failureOf, settle } from './testing/settle';

const hi = { text: 'hi' };
const neverAnswers = (): Promise<never> => new Promise(() => undefined);
let registry: Registry;
let transport: FakeTransport;
let telemetry: Telemetry;
let client: Client<typeof QuotesDefinition>;

async function connect(options: Partial<ClientOptions> = {}): Promise<void> {
  client = createClient(QuotesDefinition, {
    service: 'quotes',
    discovery: new StaticDiscovery([quotes(1), quotes(2), quotes(3)]),
    transport,
    telemetry,
    policies: registry.config,
    balancer: { policy: 'round_robin', random: () => 0 },
    ...options,
  });
  await settle();
}

async function govern(policy: Policy | string): Promise<void> {
  const document = typeof policy === 'string' ? policy : JSON.stringify(policy);
  await registry.config.put(policyKey('quotes'), document);
  await settle();
}

async function series(name: string): Promise<string> {
  const text = await telemetry.metrics.registry.getSingleMetricAsString(name);
  return text.split('\n').find((line) => line.startsWith(name)) ?? '';
}

/** Who answers the next six calls. */
async function servers(): Promise<Set<string>> {
  const answers: string[] = [];
  for (let n = 0; n < 6; n++) answers.push((await client.get(hi)).text);
  return new Set(answers);
}

beforeEach(async () => {
  jest.useFakeTimers();
  registry = memoryRegistry();
  transport = new FakeTransport();
  telemetry = createTelemetry({ service: 'test', logLevel: 'silent' });
  await connect();
});
afterEach(async () => {
  await client.close();
  await registry.close();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('a client under a policy', () => {
  it.each<{ policy: Policy; afterMs: number }>([
    { policy: { timeouts: { callMs: 150 } }, afterMs: 150 },
    { policy: { timeouts: { attemptMs: 70 }, retry: { maxAttempts: 1 } }, afterMs: 70 },
    { policy: {}, afterMs: 2_000 },
  ])('ends calls after $afterMs ms with $policy', async ({ policy, afterMs }) => {
    transport.handler = neverAnswers;
    await govern(policy);
    const failed = jest.fn();
    void failureOf(client.get(hi)).then(failed);
    await jest.advanceTimersByTimeAsync(afterMs - 1);
    expect(failed).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(failed).toHaveBeenCalledWith(expect.stringMatching(/^DEADLINE_EXCEEDED/));
  });

  it('ejects by its rules', async () => {
    await govern({ ejection: { consecutiveFailures: 1 }, retry: { maxAttempts: 1 } });
    transport.handler = (_request, _context, connection) => {
      if (connection.endpoint.id === 'quotes-2') throw new CallError('UNAVAILABLE', 'broken');
      return { text: connection.endpoint.id };
    };
    for (let n = 0; n < 3; n++) await client.get(hi).catch(() => undefined);
    expect(await servers()).toEqual(new Set(['quotes-1', 'quotes-3']));
  });

  it('splits calls by version', async () => {
    const versioned = [1, 2, 3].map((slot) => quotes(slot, { version: slot === 3 ? '2.0.0' : '1.0.0' }));
    await client.close();
    await connect({ discovery: new StaticDiscovery(versioned) });
    await govern({ balancing: { versions: { '2.0.0': 0 } } });
    expect(await servers()).toEqual(new Set(['quotes-1', 'quotes-2']));
    await govern({ balancing: { versions: { '2.0.0': 100 } } });
    expect(await servers()).toEqual(new Set(['quotes-3']));
  });

  it("prefers the caller's zone until it is told not to", async () => {
    const zoned = [1, 2, 3].map((slot) => quotes(slot, { zone: slot === 3 ? 'far' : 'near' }));
    await client.close();
    const balancer = { policy: 'round_robin', random: () => 0, zone: 'near' } as const;
    await connect({ discovery: new StaticDiscovery(zoned), balancer });
    expect(await servers()).toEqual(new Set(['quotes-1', 'quotes-2']));
    await govern({ balancing: { zonePreference: false, slowStartMs: 0 } });
    expect(await servers()).toEqual(new Set(['quotes-1', 'quotes-2', 'quotes-3']));
  });

  it('sends nothing to drained instances, cuts no call of theirs, and sends again when they are not', async () => {
    let answer = (_text: object): void => undefined;
    transport.handler = () => new Promise((resolve) => (answer = resolve));
    const inFlight = client.get(hi);
    await settle();
    transport.handler = (_request, _context, connection) => ({ text: connection.endpoint.id });
    await govern({ drained: ['quotes-1', 'quotes-2'] });
    expect(await servers()).toEqual(new Set(['quotes-3']));
    answer({ text: 'at last' });
    await expect(inFlight).resolves.toEqual({ text: 'at last' });
    await govern({ drained: ['quotes-2'] });
    expect(await servers()).toEqual(new Set(['quotes-1', 'quotes-3']));
    expect(transport.connections).toHaveLength(3);
  });

  it('says so when all instances are drained', async () => {
    await govern({ drained: ['quotes-1', 'quotes-2', 'quotes-3'] });
    await expect(failureOf(client.get(hi))).resolves.toBe('UNAVAILABLE: quotes: all 3 instances are drained');
  });

  it('shows the revision that is in force', async () => {
    expect(await series('flotilla_policy_revision')).toBe('flotilla_policy_revision{service="quotes"} 0');
    await govern({});
    const revision = (await registry.config.get(policyKey('quotes')))?.revision;
    expect(await series('flotilla_policy_revision')).toBe(
      `flotilla_policy_revision{service="quotes"} ${revision}`,
    );
  });

  it.each<[string, Partial<ClientOptions>, string, string[]]>([
    ['is no good', {}, '{"drained":7}', ['quotes-1', 'quotes-3']],
    [
      'does not go with its own options, but for what it drains',
      { retry: { maxBackoffMs: 50 } },
      '{"retry":{"backoffMs":100},"drained":["quotes-1"]}',
      ['quotes-2', 'quotes-3'],
    ],
  ])(
    'stays under the policy before when the next one %s, and counts it',
    async (_why, options, document, left) => {
      await client.close();
      await connect(options);
      await govern({ drained: ['quotes-2'], balancing: { policy: 'round_robin' } });
      await govern(document);
      expect(await servers()).toEqual(new Set(left));
      expect(await series('flotilla_policy_rejections_total')).toBe(
        'flotilla_policy_rejections_total{service="quotes"} 1',
      );
    },
  );

  describe('that is slow to come', () => {
    /** The store, whose watches say nothing before this. */
    function after(known: Promise<void>): ConfigStore {
      const { config } = registry;
      return {
        get: (key) => config.get(key),
        put: (key, value, options) => config.put(key, value, options),
        delete: (key) => config.delete(key),
        watch: (key, options) => ({
          [Symbol.asyncIterator]: () => {
            const entries = config.watch(key, options)[Symbol.asyncIterator]();
            return { next: () => known.then(() => entries.next()) };
          },
        }),
      };
    }

    beforeEach(async () => {
      await client.close();
      transport = new FakeTransport();
      await registry.config.put(policyKey('quotes'), '{"drained":["quotes-1"]}');
    });

    it('keeps calls waiting until it is known who is drained', async () => {
      let tell = (): void => undefined;
      await connect({ policies: after(new Promise((resolve) => (tell = resolve))) });
      const first = client.get(hi);
      await jest.advanceTimersByTimeAsync(500);
      expect(transport.connections).toEqual([]);
      tell();
      await first;
      expect(await servers()).toEqual(new Set(['quotes-2', 'quotes-3']));
    });

    it('keeps them waiting for a second at most', async () => {
      await connect({ policies: after(new Promise(() => undefined)) });
      const first = client.get(hi);
      await jest.advanceTimersByTimeAsync(1_000);
      await expect(first).resolves.toBeDefined();
    });
  });
});

it('follows nothing when its options are refused', async () => {
  const watching = jest.spyOn(registry.config, 'watch');
  await expect(connect({ pool: { drainMs: -1 } })).rejects.toThrow('drainMs must be from 0 to 2^30, got -1');
  expect(watching.mock.calls).toEqual([
    [policyKey('quotes'), { signal: expect.objectContaining({ aborted: true }) }],
  ]);
});
