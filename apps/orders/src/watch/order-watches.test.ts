import { CallError } from '@flotilla/call';
import type { OrderEvent, OrderStatus } from '../domain/order';
import type { EventsQuery } from './order-watches';
import { OrderWatches } from './order-watches';

const occurredAt = new Date(0);
let types: OrderStatus[];
let draining: AbortController;
let caller: AbortController;
let watches: OrderWatches;
const read = jest.fn();

async function readNow({ orderId, after, limit }: EventsQuery) {
  const all = types.map((type, index): OrderEvent => ({ orderId, sequence: index + 1, type, occurredAt }));
  const events = all.filter(({ sequence }) => sequence > after).slice(0, limit);
  return { status: types.at(-1), events };
}

function watch(after = 0) {
  return watches.watch('order-1', after, { deadline: Infinity, signal: caller.signal });
}

beforeEach(() => {
  jest.useFakeTimers();
  types = ['placed'];
  draining = new AbortController();
  caller = new AbortController();
  read.mockReset().mockImplementation(readNow);
  watches = new OrderWatches({ read, draining: draining.signal, maxWatches: 2 });
});
afterEach(() => {
  expect([watches.count, jest.getTimerCount()]).toEqual([0, 0]); // nothing is left behind
  jest.useRealTimers();
});

async function sequencesOf(stream: AsyncIterable<OrderEvent>): Promise<number[]> {
  const sequences: number[] = [];
  for await (const { sequence } of stream) sequences.push(sequence);
  return sequences;
}

describe('a watch', () => {
  it.each([
    { after: 0, sequences: [1, 2] },
    { after: 1, sequences: [2] },
    { after: 2, sequences: [] },
    { after: 99, sequences: [] },
  ])('of a finished order after $after sends $sequences, and ends', async ({ after, sequences }) => {
    types = ['placed', 'cancelled'];
    expect(await sequencesOf(watch(after))).toEqual(sequences);
  });

  it('reads on at once while pages are full', async () => {
    types = [...Array<OrderStatus>(250).fill('placed'), 'cancelled'];
    expect(await sequencesOf(watch())).toEqual(Array.from({ length: 251 }, (_, index) => index + 1));
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('sends what happens, when it is told', async () => {
    const stream = watch();
    await stream.next();
    const next = stream.next();
    types.push('cancelled');
    watches.changed('order-1');
    await expect(next).resolves.toMatchObject({ value: { sequence: 2, type: 'cancelled' } });
    await expect(stream.next()).resolves.toMatchObject({ done: true });
  });

  it('hears what happens while it reads', async () => {
    read.mockImplementationOnce(async (query: EventsQuery) => {
      const page = await readNow(query);
      types.push('cancelled');
      watches.anyChanged();
      return page;
    });
    expect(await sequencesOf(watch())).toEqual([1, 2]);
  });

  it('looks every 5 s when it is told nothing', async () => {
    const all = sequencesOf(watch());
    await jest.advanceTimersByTimeAsync(4_999);
    types.push('cancelled');
    expect(read).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(await all).toEqual([1, 2]);
  });

  it('stays while the database is away', async () => {
    const all = sequencesOf(watch());
    await jest.advanceTimersByTimeAsync(1);
    read.mockRejectedValueOnce(new CallError('UNAVAILABLE', 'away'));
    types.push('cancelled');
    watches.anyChanged();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await all).toEqual([1, 2]);
  });

  it.each([
    ['the first read fails', new CallError('UNAVAILABLE', 'away')],
    ['a read finds a bug', new TypeError('bug')],
  ])('ends when %s', async (_when, error) => {
    read.mockRejectedValueOnce(error);
    await expect(watch().next()).rejects.toBe(error);
  });

  it('ends when a later read finds a bug', async () => {
    const stream = watch();
    await stream.next();
    read.mockRejectedValueOnce(new TypeError('bug'));
    watches.anyChanged();
    await expect(stream.next()).rejects.toThrow('bug');
  });

  it('of no order is NOT_FOUND', async () => {
    read.mockResolvedValueOnce(undefined);
    await expect(watch().next()).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'there is no order order-1',
    });
  });

  it.each([
    ['the instance leaves', () => draining, 'UNAVAILABLE'],
    ['the caller leaves', () => caller, 'CANCELLED'],
  ])('ends when %s', async (_when, controller, code) => {
    const stream = watch();
    await stream.next();
    const next = stream.next();
    controller().abort();
    await expect(next).rejects.toMatchObject({ code });
  });

  it('does not begin when the instance leaves', async () => {
    draining.abort();
    await expect(watch().next()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(read).not.toHaveBeenCalled();
  });

  it('ends when its reader goes', async () => {
    const stream = watch();
    await stream.next();
    await stream.return(undefined);
  });

  it('is refused when there are too many', async () => {
    const streams = [watch(), watch()];
    for (const stream of streams) await stream.next();
    await expect(watch().next()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
    for (const stream of streams) await stream.return(undefined);
  });
});
