import { Seats } from './seats';

const inOneSecond = () => ({ deadline: performance.now() + 1_000, signal: new AbortController().signal });
let seats: Seats;
let leave: (() => void)[];

/** Takes a seat until `leave` is called. */
function sit(name: string, bounds = inOneSecond()): Promise<string> {
  return seats.use(bounds, () => new Promise((resolve) => leave.push(() => resolve(name))));
}

beforeEach(() => {
  jest.useFakeTimers();
  seats = new Seats({ size: 2, maxWaiting: 2 });
  leave = [];
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

async function endAll(): Promise<void> {
  for (let next = leave.shift(); next; next = leave.shift()) {
    next();
    await jest.advanceTimersByTimeAsync(0);
  }
  expect(seats.taken).toBe(0);
}

describe('seats', () => {
  it('let two work, and the others in the order in which they came', async () => {
    const done: string[] = [];
    const all = ['a', 'b', 'c', 'd'].map((name) => sit(name).then((ended) => done.push(ended)));
    await jest.advanceTimersByTimeAsync(0);
    expect([leave.length, seats.taken]).toEqual([2, 2]);
    await endAll();
    await Promise.all(all);
    expect(done).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuse when too many wait', async () => {
    const all = ['a', 'b', 'c', 'd'].map((name) => sit(name));
    await expect(sit('e')).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      message: '2 calls wait already: try again later',
    });
    await endAll();
    await Promise.all(all);
  });

  it('are given up by who waited too long or left, and the next in line moves up', async () => {
    const sitting = [sit('a', { ...inOneSecond(), deadline: Infinity }), sit('b')];
    const late = expect(sit('late')).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    const caller = new AbortController();
    const left = expect(sit('left', { deadline: Infinity, signal: caller.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    caller.abort();
    await left;
    await jest.advanceTimersByTimeAsync(1_000);
    await late;
    const next = sit('next');
    await jest.advanceTimersByTimeAsync(0);
    await endAll();
    await expect(Promise.all([...sitting, next])).resolves.toEqual(['a', 'b', 'next']);
  });

  it('are not taken by who has no time', async () => {
    const signal = AbortSignal.abort();
    await expect(
      sit('x', { deadline: performance.now(), signal: inOneSecond().signal }),
    ).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await expect(sit('x', { ...inOneSecond(), signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(seats.taken).toBe(0);
  });

  it('are left by work that fails', async () => {
    await expect(seats.use(inOneSecond(), () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    expect(seats.taken).toBe(0);
  });
});
