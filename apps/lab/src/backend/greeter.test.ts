import type { CallContext } from '@flotilla/call';
import { seededRandom } from '../seeded-random';
import { fakeDelay } from '../testing/fake-delay';
import { Greeter } from './greeter';

jest.mock('node:timers/promises', () => ({
  setTimeout: (...args: Parameters<typeof fakeDelay>) => fakeDelay(...args),
}));
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const servedBy = { instance: 'greeter-1', zone: 'a' };

function greet(greeter: Greeter): Promise<unknown> {
  const sayHello = greeter.implementation().methods.find(({ method }) => method.name === 'SayHello');
  const context = { signal: new AbortController().signal } as CallContext;
  return sayHello?.handler({ name: 'Ada' }, context) as Promise<unknown>;
}

it('says who answered, and how often it was called since it was last asked', async () => {
  const greeter = new Greeter(servedBy, seededRandom(1));
  const answers = Promise.all([greet(greeter), greet(greeter)]);
  await jest.advanceTimersByTimeAsync(20);
  expect((await answers)[0]).toMatchObject({ message: 'Hello, Ada!', servedBy });
  expect(greeter.takeCalls()).toBe(2);
  expect(greeter.takeCalls()).toBe(0);
});

it('takes the time that it is told to, from the next call on', async () => {
  const greeter = new Greeter(servedBy, seededRandom(1));
  greeter.behaviour = { delayMs: 60 };
  const answered = jest.fn();
  void greet(greeter).then(answered);
  await jest.advanceTimersByTimeAsync(59);
  expect(answered).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(answered).toHaveBeenCalled();
});

it('fails the share of the calls that it is told to', async () => {
  const greeter = new Greeter(servedBy, seededRandom(1));
  greeter.behaviour = { delayMs: 0, failRatio: 0.3, failCode: 'INTERNAL' };
  const calls = Promise.allSettled(Array.from({ length: 1_000 }, () => greet(greeter)));
  await jest.advanceTimersByTimeAsync(0);
  const results = await calls;
  const failed = results.filter((result) => result.status === 'rejected');
  expect(failed.length).toBeGreaterThan(250);
  expect(failed.length).toBeLessThan(350);
  expect(failed[0]?.reason).toMatchObject({ code: 'INTERNAL' });
});

it('takes longer for the share of the calls that it is told to', async () => {
  const greeter = new Greeter(servedBy, seededRandom(1));
  greeter.behaviour = { delayMs: 0, stragglers: { share: 0.1, delayMs: 200 } };
  let prompt = 0;
  const calls = Array.from({ length: 1_000 }, () => greet(greeter).then(() => (prompt += 1)));
  await jest.advanceTimersByTimeAsync(199);
  expect(prompt).toBeGreaterThan(850);
  expect(prompt).toBeLessThan(950);
  await jest.advanceTimersByTimeAsync(1);
  await Promise.all(calls);
});

it('works on as many calls at a time as it has slots', async () => {
  const greeter = new Greeter(servedBy, seededRandom(1));
  greeter.behaviour = { delayMs: 30, slots: 1 };
  const answered = jest.fn();
  for (let call = 0; call < 2; call++) void greet(greeter).then(answered);
  await jest.advanceTimersByTimeAsync(59);
  expect(answered).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(answered).toHaveBeenCalledTimes(2);
});
