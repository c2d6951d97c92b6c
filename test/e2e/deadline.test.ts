import { httpSender, registries, startApp, startSlowGreeter, until } from '@flotilla/testing';
import type { AppProcess, HttpSender, RegistryUnderTest, SlowGreeter } from '@flotilla/testing';

describe('a gateway with a call timeout of 300 ms and a greeter that takes 2 s', () => {
  let registry: RegistryUnderTest;
  let greeter: SlowGreeter;
  let gateway: AppProcess;
  let sender: HttpSender;

  beforeAll(async () => {
    registry = await registries.embedded();
    greeter = await startSlowGreeter(registry, 2_000);
    gateway = await startApp('gateway', {
      PORT: '0',
      ...registry.env,
      CALL_TIMEOUT_MS: '300',
    });
    sender = httpSender(`http://${gateway.address}`);
    // The first call waits for the connection.
    await until('the greeter was reached', 10_000, async () => {
      await sender.get('/api/greetings/Ada');
      return greeter.calls > 0;
    });
  }, 30_000);

  afterAll(async () => {
    sender?.close();
    await gateway?.stop();
    await greeter?.stop();
    await registry?.stop();
  });

  it('answers 504 within 350 ms, and the handler sees the cancellation', async () => {
    const { calls } = greeter;
    const startedMs = performance.now();
    const { status, body } = await sender.get('/api/greetings/Ada');
    const tookMs = performance.now() - startedMs;
    expect([status, JSON.parse(body)]).toMatchObject([504, { code: 'DEADLINE_EXCEEDED' }]);
    expect(tookMs).toBeGreaterThan(290);
    expect(tookMs).toBeLessThan(350);
    expect(greeter.calls).toBe(calls + 1);
    await until('the handler was cancelled', 200, () => greeter.cancelled === greeter.calls);
  });
});
