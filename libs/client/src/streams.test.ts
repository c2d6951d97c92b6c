import { getEventListeners } from 'node:events';
import { CallError } from '@flotilla/call';
import { FakeStream } from './testing/fake-stream';
import { failureOf, settle } from './testing/settle';
import { answering, client, hi, inFlight, setUpClient } from './testing/client-fixture';

setUpClient();

describe('a stream', () => {
  it('has no deadline of its own, and ends with the server', async () => {
    const stream = new FakeStream(['one', 'two']);
    const seen = answering(() => stream);
    const read: unknown[] = [];
    const watched = client.watch(hi);
    const reading = (async () => {
      for await (const message of watched) read.push(message);
    })();
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(read).toEqual(['one', 'two']);
    expect(seen[0]?.deadline).toBe(Infinity);
    stream.end();
    await reading;
    await expect(watched.ended).resolves.toBeUndefined();
  });

  it('is cancelled at the deadline that its caller sets', async () => {
    answering(() => new FakeStream());
    const { ended } = client.watch(hi, { timeoutMs: 5_000 });
    const failure = failureOf(ended);
    await jest.advanceTimersByTimeAsync(5_000);
    await expect(failure).resolves.toMatch(/^DEADLINE_EXCEEDED/);
  });

  it('that nobody reads ends when its caller aborts, and keeps nothing', async () => {
    answering(() => new FakeStream(['one']));
    const controller = new AbortController();
    const { ended } = client.watch(hi, { signal: controller.signal });
    await settle();
    controller.abort();
    await expect(failureOf(ended)).resolves.toMatch(/^CANCELLED/);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(inFlight()).toBe(0);
  });

  it('is retried before its headers, never after', async () => {
    let attempts = 0;
    answering(() => {
      if (++attempts === 1) throw new CallError('UNAVAILABLE', 'no');
      return new FakeStream(['one']);
    });
    const steps = client.watch(hi)[Symbol.asyncIterator]();
    const first = steps.next();
    await jest.advanceTimersByTimeAsync(50);
    await expect(first).resolves.toEqual({ value: 'one', done: false });
    await steps.return?.();
    await settle();
    expect(attempts).toBe(2);
  });
});
