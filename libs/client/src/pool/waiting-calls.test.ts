import { acquire, list, open, openWith, pool, setUpPool, transport } from '../testing/pool-fixture';
import { quotes } from '../testing/quotes';
import { failureOf } from '../testing/settle';

setUpPool();

describe('Pool: calls that wait', () => {
  beforeEach(() => {
    transport.connectingLeadsTo = 'connecting';
  });

  it('lets a call wait for the first snapshot and the first ready endpoint', async () => {
    open();
    const lease = acquire();
    await list(quotes(1), quotes(2));
    await jest.advanceTimersByTimeAsync(1_000);
    transport.to('quotes-2').become('ready');
    await expect(lease).resolves.toMatchObject({ endpoint: { id: 'quotes-2' } });
  });

  it('lets a call that waits for a first snapshot go when that is empty', async () => {
    open();
    await expect(failureOf(acquire())).resolves.toBe(
      'UNAVAILABLE: quotes: no instance is registered; start one',
    );
  });

  it.each([
    { slots: [], message: 'quotes: no instance is registered; start one' },
    { slots: [1, 2], message: 'quotes: none of 2 instances can be reached' },
  ])('refuses a call at once: $message', async ({ slots, message }) => {
    transport.connectingLeadsTo = 'failed';
    await openWith(...slots);
    await expect(failureOf(acquire())).resolves.toBe(`UNAVAILABLE: ${message}`);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([
    { case: 'for 2 s', deadlineInMs: Infinity, waitsMs: 2_000 },
    { case: 'until its deadline', deadlineInMs: 300, waitsMs: 300 },
  ])('lets a call wait $case', async ({ deadlineInMs, waitsMs }) => {
    await openWith(1);
    const refused = jest.fn();
    void failureOf(acquire(performance.now() + deadlineInMs)).then(refused);
    await jest.advanceTimersByTimeAsync(waitsMs - 1);
    expect(refused).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(refused).toHaveBeenCalledWith(expect.stringMatching(/^UNAVAILABLE: .* became ready in time/));
  });

  it('does not begin the wait anew when an endpoint is ready for a moment only', async () => {
    await openWith(1);
    const failure = failureOf(acquire());
    await jest.advanceTimersByTimeAsync(1_500);
    transport.to('quotes-1').become('ready');
    transport.to('quotes-1').become('connecting');
    await jest.advanceTimersByTimeAsync(500);
    await expect(failure).resolves.toMatch(/became ready in time/);
  });

  it('lets 1,000 calls wait, and refuses the next', async () => {
    await openWith(1);
    const waiting = Array.from({ length: 1_000 }, () => acquire());
    await expect(failureOf(acquire())).resolves.toMatch(/^RESOURCE_EXHAUSTED: quotes: 1000 calls wait/);
    transport.to('quotes-1').become('ready');
    await expect(Promise.all(waiting)).resolves.toHaveLength(1_000);
  });

  it('lets go of a call whose caller aborts', async () => {
    await openWith(1);
    const controller = new AbortController();
    const failure = failureOf(pool.acquire({}, Infinity, controller.signal));
    controller.abort();
    await expect(failure).resolves.toMatch(/^CANCELLED/);
    expect(jest.getTimerCount()).toBe(0);
  });
});
