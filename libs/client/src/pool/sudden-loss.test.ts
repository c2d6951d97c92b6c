import { acquire, list, openWith, picked, setUpPool, transport } from '../testing/pool-fixture';
import { quotes } from '../testing/quotes';
import { failureOf } from '../testing/settle';

setUpPool();

describe('Pool: sudden loss', () => {
  it('keeps those that are ready when more than half vanish, for 30 s', async () => {
    await openWith(1, 2, 3);
    await list();
    expect(picked()).toEqual(['quotes-1', 'quotes-2', 'quotes-3']);
    await jest.advanceTimersByTimeAsync(29_999);
    expect(picked()).toHaveLength(3);
    await jest.advanceTimersByTimeAsync(1);
    expect(picked()).toEqual([]);
    expect(transport.to('quotes-1').closedWithGraceMs).toBe(10_000);
    await expect(failureOf(acquire())).resolves.toMatch(/no instance is registered/);
  });

  it('does not keep one that is not ready', async () => {
    await openWith(1, 2, 3);
    transport.to('quotes-3').become('failed');
    await list();
    expect(picked()).toEqual(['quotes-1', 'quotes-2']);
    expect(transport.to('quotes-3').state).toBe('closed');
  });

  it('drops one that says goodbye, and does not reconnect it', async () => {
    await openWith(1, 2, 3);
    await list();
    transport.to('quotes-2').become('idle');
    expect(picked()).toEqual(['quotes-1', 'quotes-3']);
    expect(transport.to('quotes-2')).toMatchObject({ state: 'closed', connects: 1 });
  });

  it('goes on with the same connections while the registry refills one by one', async () => {
    await openWith(1, 2, 3);
    await list();
    for (const slots of [[1], [1, 2], [1, 2, 3]]) {
      await jest.advanceTimersByTimeAsync(5_000);
      await list(...slots.map((slot) => quotes(slot)));
      expect(picked()).toEqual(['quotes-1', 'quotes-2', 'quotes-3']);
    }
    await jest.advanceTimersByTimeAsync(60_000);
    expect(picked()).toEqual(['quotes-1', 'quotes-2', 'quotes-3']);
    expect(transport.connections).toHaveLength(3);
  });

  it('counts the 30 s from when each was lost', async () => {
    await openWith(1, 2, 3);
    await list(quotes(3));
    await jest.advanceTimersByTimeAsync(20_000);
    await list();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(picked()).toEqual(['quotes-3']);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(picked()).toEqual([]);
  });

  it.each([
    { case: 'later', snapshots: [[], [quotes(1, { port: 60_001 })]] },
    { case: 'in the same snapshot', snapshots: [[quotes(1, { port: 60_001 })]] },
  ])('drops one whose instance is at another address $case', async ({ snapshots }) => {
    await openWith(1, 2, 3);
    for (const instances of snapshots) await list(...instances);
    expect(transport.connections[0]?.state).toBe('closed');
    expect(picked()).toEqual(['quotes-1', 'quotes-2', 'quotes-3']);
  });

  it('believes a loss of half at once', async () => {
    await openWith(1, 2, 3, 4);
    await list(quotes(1), quotes(2));
    expect(picked()).toEqual(['quotes-1', 'quotes-2']);
  });
});

describe('Pool: loss one by one', () => {
  it('keeps those that are ready once more than half of 3 are gone', async () => {
    await openWith(1, 2, 3);
    for (const slots of [[1, 2], [1], []]) {
      await list(...slots.map((slot) => quotes(slot)));
      await jest.advanceTimersByTimeAsync(5_000);
    }
    expect(picked()).toEqual(['quotes-1', 'quotes-2']);
    await jest.advanceTimersByTimeAsync(30_000);
    expect(picked()).toEqual([]);
  });

  it('lets instances that are stopped on purpose go when they say goodbye', async () => {
    await openWith(1, 2, 3, 4, 5);
    for (const leaving of [5, 4, 3]) {
      await list(...[1, 2, 3, 4].filter((slot) => slot < leaving).map((slot) => quotes(slot)));
      if (leaving > 3) continue;
      expect(picked()).toContain('quotes-3');
      transport.to('quotes-3').become('idle');
    }
    expect(picked()).toEqual(['quotes-1', 'quotes-2']);
    expect(transport.to('quotes-3')).toMatchObject({ state: 'closed', connects: 1 });
  });

  it('has no stale address after a restart of all, one after the other, under the same ids', async () => {
    await openWith(1, 2, 3);
    const instances = new Map([1, 2, 3].map((slot) => [slot, quotes(slot)]));
    for (const slot of [1, 2, 3]) {
      instances.delete(slot);
      await list(...instances.values());
      instances.set(slot, quotes(slot, { port: 60_000 + slot }));
      await list(...instances.values());
      await jest.advanceTimersByTimeAsync(1_000);
    }
    const open = transport.connections.filter(({ state }) => state !== 'closed');
    expect(open.map(({ endpoint }) => endpoint.port)).toEqual([60_001, 60_002, 60_003]);
  });
});
