import { RetryBudget } from '@flotilla/fault-tolerance';
import { createTelemetry } from '@flotilla/telemetry';
import { failing } from './testing/fake-transport';
import { failureOf } from './testing/settle';
import {
  answering,
  client,
  connect,
  hi,
  inFlight,
  neverAnswers,
  setUpClient,
  transport,
} from './testing/client-fixture';

setUpClient();

describe('retries', () => {
  it('try another endpoint', async () => {
    transport.handler = failing(1, 'UNAVAILABLE');
    const answer = client.get(hi);
    await jest.advanceTimersByTimeAsync(50);
    await expect(answer).resolves.toEqual({ text: 'quotes-2' });
  });

  it.each([
    { case: 'not when turned off', method: 'get', sent: false, options: { retry: false } },
    { case: 'not what may do harm twice', method: 'add', sent: true, options: {} },
  ] as const)('are $case', async ({ method, sent, options }) => {
    transport.handler = failing(1, 'UNAVAILABLE', sent);
    await connect(options);
    const failure = failureOf(client[method](hi));
    await jest.advanceTimersByTimeAsync(1_000);
    await expect(failure).resolves.toBe('UNAVAILABLE: quotes-1 failed');
  });

  it.each([
    { case: 'waits once when no endpoint becomes ready', state: 'connecting', afterMs: 2_000 },
    { case: 'is refused at once when none can be reached', state: 'failed', afterMs: 0 },
  ] as const)('leave alone a call that $case', async ({ state, afterMs }) => {
    const telemetry = createTelemetry({ service: 'test', logLevel: 'silent' });
    const budget = new RetryBudget();
    const withdraw = jest.spyOn(budget, 'withdraw');
    transport.connectingLeadsTo = state;
    await connect({ telemetry, retry: { budget } });
    const failed = jest.fn();
    void failureOf(client.get(hi, { timeoutMs: 10_000 })).then(failed);
    await jest.advanceTimersByTimeAsync(afterMs);
    expect(failed).toHaveBeenCalledWith(expect.stringMatching(/^UNAVAILABLE: quotes: no/));
    expect(withdraw).not.toHaveBeenCalled();
    const retries = await telemetry.metrics.registry.getSingleMetricAsString('flotilla_retries_total');
    expect(retries).not.toMatch(/^flotilla_retries_total\{.*\} [1-9]/m);
  });

  it('come after an attempt that took 1 s', async () => {
    const seen = answering(({ attempt }) => (attempt?.number === 1 ? neverAnswers() : hi));
    const answer = client.get(hi);
    await jest.advanceTimersByTimeAsync(1_050);
    await expect(answer).resolves.toEqual(hi);
    expect(seen.map(({ attempt }) => attempt?.endpointId)).toEqual(['quotes-1', 'quotes-2']);
    expect(inFlight()).toBe(0);
  });
});

describe('callers in a hurry', () => {
  /** The instances in use after quotes-1, which is frozen, let six calls run out of time. */
  async function inUse(timeoutMs: number): Promise<Set<unknown>> {
    answering(({ attempt }) => (attempt?.endpointId === 'quotes-1' ? neverAnswers() : hi));
    await connect({ retry: false, balancer: { policy: 'round_robin', random: () => 0 } });
    const call = async (): Promise<void> => {
      const failure = failureOf(client.get(hi, { timeoutMs }));
      await jest.advanceTimersByTimeAsync(timeoutMs);
      await failure;
    };
    for (let calls = 0; calls < 12; calls++) await call();
    const seen = answering(() => hi);
    for (let calls = 0; calls < 4; calls++) await call();
    return new Set(seen.map(({ attempt }) => attempt?.endpointId));
  }

  it.each([
    { timeoutMs: 5, picked: ['quotes-1', 'quotes-2'] },
    { timeoutMs: 300, picked: ['quotes-2'] },
  ])('who wait $timeoutMs ms leave in use: $picked', async ({ timeoutMs, picked }) => {
    expect([...(await inUse(timeoutMs))].sort()).toEqual(picked);
  });
});
