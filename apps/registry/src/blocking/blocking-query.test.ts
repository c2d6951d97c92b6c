import type { Answer } from '../catalog/catalog';
import { answerBlocking } from './blocking-query';
import { Waiters } from './waiters';

const key = 'service/greeter';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function setUp({ maxWaiting = 10, random = 0 } = {}) {
  const waiters = new Waiters(maxWaiting);
  const state: Answer<string> = { index: 5, value: 'old' };
  const left = new AbortController();
  return {
    waiters,
    leave: () => left.abort(),
    change(index: number): void {
      Object.assign(state, { index, value: 'new' });
      waiters.notify(key);
    },
    ask(index: number, waitMs = 60_000) {
      const answered = jest.fn<void, [Answer<string>]>();
      const failed = jest.fn<void, [Error]>();
      const query = { read: () => ({ ...state }), key, index, waitMs, signal: left.signal };
      void answerBlocking(query, waiters, { clock: () => Date.now(), random: () => random }).then(
        answered,
        failed,
      );
      return { answered, failed };
    },
  };
}

it.each([0, 1, 4])('answers at once when the index %d is behind', async (index) => {
  const { answered } = setUp().ask(index);
  await jest.advanceTimersByTimeAsync(0);
  expect(answered).toHaveBeenCalledWith({ index: 5, value: 'old' });
});

it('waits for a change, and answers with it', async () => {
  const { ask, change } = setUp();
  const { answered } = ask(5);
  await jest.advanceTimersByTimeAsync(1000);
  expect(answered).not.toHaveBeenCalled();
  change(6);
  await jest.advanceTimersByTimeAsync(0);
  expect(answered).toHaveBeenCalledWith({ index: 6, value: 'new' });
});

it('waits on when it is told of a change that does not concern it', async () => {
  const { ask, change } = setUp();
  const { answered } = ask(5);
  change(5);
  await jest.advanceTimersByTimeAsync(59_999);
  expect(answered).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(answered).toHaveBeenCalled();
});

it.each([
  ['without jitter', 0, 60_000],
  ['with half of the jitter', 0.5, 61_875],
])('answers with the same index after the wait, %s', async (_, random, ms) => {
  const { answered } = setUp({ random }).ask(5);
  await jest.advanceTimersByTimeAsync(ms - 1);
  expect(answered).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(answered).toHaveBeenCalledWith({ index: 5, value: 'old' });
});

it('waits the whole time when the index is ahead', async () => {
  const { ask, change } = setUp();
  const { answered } = ask(1000);
  change(6);
  await jest.advanceTimersByTimeAsync(59_999);
  expect(answered).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(answered).toHaveBeenCalledWith({ index: 6, value: 'new' });
});

it('refuses everybody at once when it closes, and later ones too: their index would be ahead of a new registry', async () => {
  const { ask, waiters } = setUp();
  const pending = [ask(5), ask(5)];
  await jest.advanceTimersByTimeAsync(0);
  waiters.close();
  const late = ask(5);
  const behind = ask(4);
  await jest.advanceTimersByTimeAsync(0);
  for (const { failed } of [...pending, late])
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ status: 503 }));
  expect(behind.answered).toHaveBeenCalledTimes(1);
  expect(jest.getTimerCount()).toBe(0);
});

it('makes room when an asker leaves, and refuses one too many', async () => {
  const { ask, leave } = setUp({ maxWaiting: 2 });
  ask(5);
  ask(5);
  const third = ask(5);
  await jest.advanceTimersByTimeAsync(0);
  expect(third.failed).toHaveBeenCalledWith(expect.objectContaining({ status: 503 }));
  leave();
  await jest.advanceTimersByTimeAsync(0);
  expect(jest.getTimerCount()).toBe(0);
});

it('has room again after answers', async () => {
  const { ask, change } = setUp({ maxWaiting: 1 });
  for (let index = 5; index < 10; index++) {
    const { answered } = ask(index);
    await jest.advanceTimersByTimeAsync(0);
    change(index + 1);
    await jest.advanceTimersByTimeAsync(0);
    expect(answered).toHaveBeenCalledWith({ index: index + 1, value: 'new' });
  }
});
