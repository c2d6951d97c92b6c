import { createBalancer } from '@flotilla/balancing';
import type { Endpoint } from '@flotilla/call';
import type { Balancer } from '@flotilla/balancing';
import { StaticDiscovery } from '@flotilla/discovery';
import type { Snapshot } from '@flotilla/discovery';
import { acquire, list, open, openWith, picked, pool, setUpPool, transport } from '../testing/pool-fixture';
import { quotes } from '../testing/quotes';
import { failureOf, settle } from '../testing/settle';
import type { PoolEvent } from './pool';
import type { PoolOptions } from './pool-options';

setUpPool();

describe('Pool: which endpoints are picked', () => {
  it('picks those that are ready, as they come and go', async () => {
    transport.connectingLeadsTo = 'connecting';
    await openWith(1, 2, 3);
    expect(picked()).toEqual([]);
    transport.to('quotes-1').become('ready');
    transport.to('quotes-3').become('ready');
    expect(picked()).toEqual(['quotes-1', 'quotes-3']);
    transport.to('quotes-1').become('failed');
    expect(picked()).toEqual(['quotes-3']);
  });

  it('hands out the connection of the endpoint that it picked', async () => {
    await openWith(1, 2);
    const lease = pool.tryAcquire({ avoid: new Set(['quotes-1']) });
    expect(lease?.connection).toBe(transport.to('quotes-2'));
    expect(lease?.endpoint).toMatchObject({ id: 'quotes-2', host: '127.0.0.1', port: 50_002 });
  });

  it('follows a change of weight without a new connection', async () => {
    await openWith(1);
    await list(quotes(1, { weight: 5 }));
    expect(pool.tryAcquire({})?.endpoint.weight).toBe(5);
    expect(transport.connections).toHaveLength(1);
  });

  it('replaces the connection of an instance that is at a new address, and drains the old one', async () => {
    await openWith(1, 2);
    const old = transport.to('quotes-1');
    await list(quotes(1, { port: 60_001 }), quotes(2, { port: 60_002 }));
    expect(old.closedWithGraceMs).toBe(10_000);
    expect(pool.tryAcquire({})?.endpoint.port).toBeGreaterThanOrEqual(60_001);
    expect(picked()).toEqual(['quotes-1', 'quotes-2']);
    expect(transport.connections).toHaveLength(4);
  });

  it('closes the connection of an instance that leaves, with the grace', async () => {
    open({ drainMs: 5_000 });
    await list(quotes(1), quotes(2));
    await list(quotes(1));
    expect(transport.to('quotes-2').closedWithGraceMs).toBe(5_000);
    expect(picked()).toEqual(['quotes-1']);
  });

  it('tells observers how many connections are in which state', async () => {
    const seen: PoolEvent[] = [];
    open().observe((event) => seen.push(event));
    transport.connectingLeadsTo = 'connecting';
    await list(quotes(1), quotes(2));
    transport.to('quotes-1').become('ready');
    expect(seen.at(-1)).toEqual({
      type: 'connections',
      counts: { idle: 0, connecting: 1, ready: 1, failed: 0, closed: 0 },
    });
  });

  it('tells observers what is known when it changes', async () => {
    const seen: PoolEvent[] = [];
    open().observe((event) => event.type === 'snapshot' && seen.push(event));
    await list(quotes(1), quotes(2));
    await list(quotes(1));
    expect(seen.slice(-2)).toEqual([
      { type: 'snapshot', instances: 2, stale: false },
      { type: 'snapshot', instances: 1, stale: false },
    ]);
  });
});

describe('Pool: what the balancer is told', () => {
  function spied(): { readonly balancer: Balancer; readonly update: jest.SpyInstance } {
    const balancer = createBalancer();
    return { balancer, update: jest.spyOn(balancer, 'update') };
  }

  it('takes a thousand connections that become ready for one change, made at the next pick', async () => {
    const { balancer, update } = spied();
    transport.connectingLeadsTo = 'connecting';
    open({ balancer });
    await list(...Array.from({ length: 1_000 }, (_, slot) => quotes(slot)));
    expect(update).toHaveBeenCalledTimes(1);
    for (const connection of transport.connections) connection.become('ready');
    expect(update).toHaveBeenCalledTimes(1);
    expect(pool.tryAcquire({})).toBeDefined();
    expect(update).toHaveBeenCalledTimes(2);
    expect(update.mock.lastCall).toMatchObject([{ length: 1_000 }, { length: 1_000 }]);
  });

  it('hears of all the connections that were lost at the next pick', async () => {
    const { balancer, update } = spied();
    open({ balancer });
    await list(quotes(1), quotes(2), quotes(3));
    update.mockClear();
    transport.to('quotes-1').become('failed');
    transport.to('quotes-2').become('failed');
    expect(update).not.toHaveBeenCalled();
    pool.tryAcquire({});
    const known = ['quotes-1', 'quotes-2', 'quotes-3'].map(
      (id) => expect.objectContaining({ id }) as unknown,
    );
    expect(update.mock.calls).toEqual([[[known[2]], known]]);
  });

  it('hears no failure of a call whose connection is lost', async () => {
    const balancer = createBalancer({ policy: 'round_robin' });
    const done = jest.fn();
    let first: Endpoint | undefined;
    jest.spyOn(balancer, 'update').mockImplementation((ready) => void (first ??= ready[0]));
    jest.spyOn(balancer, 'pick').mockImplementation(() => ({ endpoint: first as Endpoint, done }));
    open({ balancer });
    await list(quotes(1));
    const [kept, lost] = [pool.tryAcquire({}), pool.tryAcquire({})];
    kept?.done({ kind: 'failure' });
    transport.to('quotes-1').become('failed');
    lost?.done({ kind: 'failure' });
    expect(done.mock.calls).toEqual([[{ kind: 'failure' }], [{ kind: 'cancelled' }]]);
  });

  it('hears nothing of endpoints that are drained, nor of any once the pool is closed', async () => {
    const { balancer, update } = spied();
    transport.connectingLeadsTo = 'connecting';
    open({ balancer });
    await list(quotes(1), quotes(2));
    pool.drain(['quotes-1']);
    transport.to('quotes-1').become('ready');
    expect(pool.tryAcquire({})).toBeUndefined();
    transport.to('quotes-2').become('ready');
    await pool.close();
    expect(pool.tryAcquire({})).toBeUndefined();
    expect(update).toHaveBeenLastCalledWith([], []);
  });

  it('gets the same endpoints when a snapshot says the same of them', async () => {
    await openWith(1);
    const before = pool.tryAcquire({})?.endpoint;
    await list(quotes(1), quotes(2));
    const after = pool.tryAcquire({ avoid: new Set(['quotes-2']) })?.endpoint;
    expect(after).toBe(before);
  });
});

describe('Pool: what others do wrong', () => {
  let seen: PoolEvent[];

  function troubles(): PoolEvent[] {
    return seen.filter(({ type }) => type !== 'connections' && type !== 'snapshot');
  }

  function observed(options: Partial<PoolOptions> = {}): void {
    seen = [];
    open(options).observe((event) => seen.push(event));
  }

  it('does without an endpoint that the transport refuses, says so, and tries it at the next snapshot', async () => {
    const bad = new TypeError('cannot parse the host');
    const openConnection = transport.open.bind(transport);
    const opening = jest.spyOn(transport, 'open').mockImplementation((endpoint) => {
      if (endpoint.id === 'quotes-1') throw bad;
      return openConnection(endpoint);
    });
    observed();
    await list(quotes(1), quotes(2));
    expect(picked()).toEqual(['quotes-2']);
    expect(troubles()).toMatchObject([
      { type: 'endpoint_refused', endpoint: { id: 'quotes-1' }, error: { cause: bad } },
    ]);
    await list(quotes(1));
    await expect(failureOf(acquire())).resolves.toBe(
      'UNAVAILABLE: quotes: none of 1 instances can be reached',
    );
    opening.mockRestore();
    await list(quotes(1), quotes(2));
    expect(picked()).toEqual(['quotes-1', 'quotes-2']);
  });

  it('keeps what it knows when the watch breaks, and says so', async () => {
    async function* breaking(): AsyncGenerator<Snapshot> {
      yield { instances: [quotes(1)], revision: '1', stale: false };
      throw new TypeError('oops');
    }
    observed({ discovery: Object.assign(new StaticDiscovery(), { watch: breaking }) });
    await settle();
    expect(picked()).toEqual(['quotes-1']);
    expect(troubles()).toMatchObject([{ type: 'watch_failed', error: { message: 'oops' } }]);
  });

  it('says nothing of a watch that fails because the pool was closed', async () => {
    async function* failing(): AsyncGenerator<Snapshot> {
      yield { instances: [], revision: '1', stale: false };
      await pool.close();
      throw new Error('aborted');
    }
    observed({ discovery: Object.assign(new StaticDiscovery(), { watch: failing }) });
    await settle();
    expect(troubles()).toEqual([]);
  });
});

describe('Pool: options', () => {
  it.each([
    { waitForEndpointMs: -1 },
    { maxWaitingCalls: Number.NaN },
    { keepLostMs: 2 ** 31 },
    { drainMs: Infinity },
  ])('refuses %j', (options) => {
    open();
    const [[name, value]] = Object.entries(options) as [[string, number]];
    expect(() => open(options)).toThrow(new RangeError(`${name} must be from 0 to 2^30, got ${value}`));
  });

  it('refuses a bad service name at once', () => {
    open();
    expect(() => open({ service: 'no such name' })).toThrow(RangeError);
  });
});
