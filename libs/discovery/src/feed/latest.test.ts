import { Latest } from './latest';

describe('Latest', () => {
  it('gives a slow reader the latest value only', async () => {
    const latest = new Latest<number>(jest.fn());
    for (let value = 1; value <= 1_000; value += 1) latest.offer(value);
    await expect(latest.next()).resolves.toEqual({ value: 1_000, done: false });
    const waiting = latest.next();
    latest.offer(7);
    await expect(waiting).resolves.toEqual({ value: 7, done: false });
  });

  it('answers overlapping reads with the same value', async () => {
    const latest = new Latest<string>(jest.fn());
    const reads = [latest.next(), latest.next()];
    latest.offer('a');
    await expect(Promise.all(reads)).resolves.toEqual([
      { value: 'a', done: false },
      { value: 'a', done: false },
    ]);
  });

  it('ends at once for a reader in the middle of a read, drops what is unread, and says so once', async () => {
    const onEnd = jest.fn();
    const latest = new Latest<string>(onEnd);
    const waiting = latest.next();
    await latest.return();
    await latest.return();
    latest.offer('late');
    await expect(waiting).resolves.toEqual({ value: undefined, done: true });
    await expect(latest.next()).resolves.toEqual({ value: undefined, done: true });
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('drops an unread value at the end', async () => {
    const latest = new Latest<string>(jest.fn());
    latest.offer('unread');
    await latest.return();
    await expect(latest.next()).resolves.toEqual({ value: undefined, done: true });
  });
});
