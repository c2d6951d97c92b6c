import {
  acquire,
  discovery,
  list,
  open,
  openWith,
  pool,
  setUpPool,
  transport,
} from '../testing/pool-fixture';
import { quotes } from '../testing/quotes';
import { failureOf, settle } from '../testing/settle';

setUpPool();

describe('Pool: closing', () => {
  it('refuses those who wait and those to come, and stops watching', async () => {
    transport.connectingLeadsTo = 'connecting';
    await openWith(1);
    const waiting = failureOf(acquire());
    await pool.close();
    await expect(waiting).resolves.toBe('UNAVAILABLE: quotes: the client was closed');
    await list(quotes(1), quotes(2));
    expect(transport.connections).toHaveLength(1);
    await expect(failureOf(acquire())).resolves.toBe('UNAVAILABLE: quotes: the client was closed');
  });

  it('ignores a snapshot that was under way', async () => {
    open();
    await settle();
    discovery.update([quotes(1)]);
    await pool.close();
    expect(transport.connections).toEqual([]);
  });

  it('keeps no timer for what was lost', async () => {
    await openWith(1, 2, 3);
    await list();
    await pool.close();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('resolves when every connection is drained, also that of an instance that had left', async () => {
    transport.drainsSlowly = true;
    await openWith(1, 2);
    await list(quotes(1));
    const closed = jest.fn();
    const closing = pool.close().then(closed);
    transport.to('quotes-1').finishClosing();
    await settle();
    expect(closed).not.toHaveBeenCalled();
    transport.to('quotes-2').finishClosing();
    await closing;
    expect(closed).toHaveBeenCalled();
  });
});
