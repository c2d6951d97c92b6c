import { CallError } from '@flotilla/call';
import { memoryRegistry, StaticDiscovery } from '@flotilla/discovery';
import type { Registry } from '@flotilla/discovery';
import { RetryBudget } from '@flotilla/fault-tolerance';
import { policyKey } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';
import type { Client } from './client-types';
import { createClient } from './create-client';
import type { ClientOptions } from './create-client';
import { FakeStream } from './testing/fake-stream';
import { FakeTransport } from './testing/fake-transport';
import { quotes, QuotesDefinition } from './testing/quotes';
import { failureOf, settle } from './testing/settle';

const hi = { text: 'hi' };
const fails = (): never => {
  throw new CallError('UNAVAILABLE', 'broken');
};
const neverAnswers = (): Promise<never> => new Promise(() => undefined);
let registry: Registry;
let transport: FakeTransport;
let client: Client<typeof QuotesDefinition>;

async function connect(options: Partial<ClientOptions> = {}): Promise<void> {
  client = createClient(QuotesDefinition, {
    service: 'quotes',
    discovery: new StaticDiscovery([quotes(1), quotes(2)]),
    transport,
    policies: registry.config,
    balancer: { policy: 'round_robin', outlierEjection: false },
    retry: false,
    ...options,
  });
  await settle();
}

async function govern(policy: Policy): Promise<void> {
  await registry.config.put(policyKey('quotes'), JSON.stringify(policy));
  await settle();
}

/** So many calls one after the other; how each ends. */
async function calls(times: number): Promise<string[]> {
  const ends: string[] = [];
  for (let n = 0; n < times; n++) ends.push(await failureOf(client.get(hi)));
  return ends;
}

beforeEach(async () => {
  jest.useFakeTimers();
  registry = memoryRegistry();
  transport = new FakeTransport();
  await connect();
});
afterEach(async () => {
  await client.close();
  await registry.close();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('the circuit breaker of a client', () => {
  it('opens when most calls fail, refuses at once, and closes when they succeed again', async () => {
    transport.handler = fails;
    await calls(20);
    expect((await calls(1))[0]).toMatch(/^UNAVAILABLE: test.Quotes\/Get: its circuit is open/);
    transport.handler = () => hi;
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await calls(4)).toEqual(Array(4).fill('it did not fail'));
  });

  it('does not open because no endpoint is there: nothing was asked', async () => {
    await client.close();
    await connect({ discovery: new StaticDiscovery([]) });
    const ends = await calls(50);
    expect(ends.filter((end) => end.includes('circuit'))).toEqual([]);
  });

  it('opens for callers with little time, too', async () => {
    await client.close();
    await connect({ timeoutMs: 50 });
    transport.handler = neverAnswers;
    for (let n = 0; n < 20; n++)
      await Promise.all([failureOf(client.get(hi)), jest.advanceTimersByTimeAsync(50)]);
    expect((await calls(1))[0]).toContain('circuit is open');
  });

  it('keeps its counts under another document, and is off under one that says so', async () => {
    transport.handler = fails;
    await calls(10);
    await govern({ circuitBreaker: { minCalls: 11 } });
    await calls(1);
    expect((await calls(1))[0]).toContain('circuit is open');
    await govern({ circuitBreaker: { enabled: false } });
    expect((await calls(1))[0]).toBe('UNAVAILABLE: broken');
  });
});

describe('hedging', () => {
  const answersLate = (): void => {
    transport.handler = (_request, { signal }, { endpoint }) =>
      endpoint.id === 'quotes-1'
        ? new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('lost'))))
        : { text: endpoint.id };
  };

  it('asks another endpoint beside a slow one, once a document asks for it, and cancels the slow one', async () => {
    answersLate();
    await govern({ hedging: { delayMs: 50, maxRatio: 1 }, timeouts: { attemptMs: 1_000 } });
    const answers = [client.get(hi), client.get(hi)];
    await jest.advanceTimersByTimeAsync(50);
    await expect(Promise.all(answers)).resolves.toEqual([{ text: 'quotes-2' }, { text: 'quotes-2' }]);
    expect(transport.to('quotes-1').inFlight).toBe(0);
  });

  it('does not hedge what is not idempotent', async () => {
    answersLate();
    await govern({ hedging: { delayMs: 50, maxRatio: 1 }, timeouts: { attemptMs: 300 } });
    const ends = [failureOf(client.add(hi)), failureOf(client.add(hi))];
    await jest.advanceTimersByTimeAsync(300);
    expect((await Promise.all(ends)).sort()).toEqual([expect.stringMatching(/^DEADLINE/), 'it did not fail']);
  });
});

describe('a limit on calls in flight', () => {
  it('refuses what is above it, at once, and counts open streams apart', async () => {
    transport.handler = (_request, { method }) =>
      method.kind === 'server_stream' ? new FakeStream() : neverAnswers();
    await govern({ limiter: { limit: 1, maxStreams: 1 } });
    const first = failureOf(client.get(hi));
    await expect(failureOf(client.get(hi))).resolves.toMatch(/^RESOURCE_EXHAUSTED.* 1 calls are in flight/);
    const stream = client.watch(hi);
    await settle();
    await expect(failureOf(client.watch(hi).ended)).resolves.toMatch(/^RESOURCE_EXHAUSTED.* 1 streams/);
    await stream[Symbol.asyncIterator]().return?.();
    await jest.advanceTimersByTimeAsync(2_000);
    await expect(first).resolves.toMatch(/^DEADLINE_EXCEEDED/);
  });
});

describe('the retry budget', () => {
  it('is changed by a document, and bounds nothing when that says so', async () => {
    await client.close();
    await connect({ retry: { backoffMs: 0, maxBackoffMs: 0 } });
    let attempts = 0;
    transport.handler = () => {
      attempts++;
      return fails();
    };
    const attemptsOf = async (policy: Policy): Promise<number> => {
      await govern({ circuitBreaker: { enabled: false }, ...policy });
      attempts = 0;
      await calls(10);
      return attempts;
    };
    expect(await attemptsOf({ retry: { budget: { ratio: 0, minPerSecond: 0 } } })).toBe(10);
    expect(await attemptsOf({ retry: { budget: { ratio: 0, minPerSecond: 0, enabled: false } } })).toBe(30);
  });
});

describe("the client's own options, under a document that says nothing of them", () => {
  it('keep their retry budget', async () => {
    await client.close();
    const budget = new RetryBudget({ ratio: 0, minPerSecond: 0 });
    await connect({ retry: { budget, backoffMs: 0, maxBackoffMs: 0 } });
    await govern({});
    let attempts = 0;
    transport.handler = () => {
      attempts++;
      return fails();
    };
    await calls(5);
    expect(attempts).toBe(5);
  });

  it('are turned on by a section: retries', async () => {
    await govern({ retry: { maxAttempts: 2, backoffMs: 0 } });
    let attempts = 0;
    transport.handler = () => {
      attempts++;
      return fails();
    };
    await calls(5);
    expect(attempts).toBe(10);
  });

  it('are turned on by a section: ejection', async () => {
    await govern({ ejection: { consecutiveFailures: 1 } });
    transport.handler = (_request, _context, { endpoint }) =>
      endpoint.id === 'quotes-1' ? fails() : { text: endpoint.id };
    await calls(2);
    expect((await calls(10)).filter((end) => end.startsWith('UNAVAILABLE'))).toEqual([]);
  });

  it('give way to a section: a quantile instead of a delay', async () => {
    await client.close();
    await connect({ hedging: { delayMs: 1_000, maxRatio: 1 } });
    await govern({ hedging: { quantile: 0.5 } });
    transport.handler = () => new Promise((resolve) => setTimeout(resolve, 10, hi));
    for (let n = 0; n < 60; n++) await Promise.all([client.get(hi), jest.advanceTimersByTimeAsync(10)]);
    let started = 0;
    transport.handler = () => (started++ === 0 ? neverAnswers() : hi);
    await Promise.all([client.get(hi), jest.advanceTimersByTimeAsync(100)]);
    expect(started).toBe(2);
  });
});

describe('a document that is refused', () => {
  it('closes no circuit', async () => {
    await client.close();
    await connect({ retry: { maxAttempts: 1, maxBackoffMs: 50 } });
    transport.handler = fails;
    await calls(20);
    await govern({ circuitBreaker: { enabled: false }, retry: { backoffMs: 100 } });
    expect((await calls(1))[0]).toContain('circuit is open');
  });
});

describe('the client throttle', () => {
  it('holds calls back from a service that refuses them, once a document asks for it', async () => {
    transport.handler = () => {
      throw new CallError('RESOURCE_EXHAUSTED', 'overloaded');
    };
    await calls(100);
    expect((await calls(100)).filter((end) => end.includes('held back'))).toEqual([]);
    await govern({ clientThrottle: {} });
    await calls(100);
    expect((await calls(100)).filter((end) => end.includes('held back')).length).toBeGreaterThan(50);
  });
});

describe('the last good answer', () => {
  it('stands in for a while for the same request, once a document asks for it', async () => {
    await govern({ fallback: { lastGoodMs: 1_000 } });
    await client.get(hi);
    transport.handler = fails;
    await expect(client.get(hi)).resolves.toEqual({ text: expect.stringContaining('quotes') });
    await expect(failureOf(client.get({ text: 'you' }))).resolves.toBe('UNAVAILABLE: broken');
    await jest.advanceTimersByTimeAsync(1_001);
    await expect(failureOf(client.get(hi))).resolves.toBe('UNAVAILABLE: broken');
  });
});
