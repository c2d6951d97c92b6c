import type { CallContext } from '@flotilla/call';
import { seededRandom } from '../seeded-random';
import { Greeter } from './greeter';

const servedBy = { instance: 'greeter-1', zone: 'a' };

function greet(greeter: Greeter): Promise<unknown> {
  const sayHello = greeter.implementation().methods.find(({ method }) => method.name === 'SayHello');
  const context = { signal: new AbortController().signal } as CallContext;
  return sayHello?.handler({ name: 'Ada' }, context) as Promise<unknown>;
}

it('says who answered, and how often it was called since it was last asked', async () => {
  const greeter = new Greeter(servedBy, seededRandom(1));
  expect(await greet(greeter)).toMatchObject({ message: 'Hello, Ada!', servedBy });
  await greet(greeter);
  expect(greeter.takeCalls()).toBe(2);
  expect(greeter.takeCalls()).toBe(0);
});

it('takes the time that it is told to, from the next call on', async () => {
  const greeter = new Greeter(servedBy, seededRandom(1));
  greeter.behaviour = { delayMs: 60 };
  const startedMs = performance.now();
  await greet(greeter);
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(59);
});

it('fails the share of the calls that it is told to', async () => {
  const greeter = new Greeter(servedBy, seededRandom(1));
  greeter.behaviour = { delayMs: 0, failRatio: 0.3, failCode: 'INTERNAL' };
  const results = await Promise.allSettled(Array.from({ length: 1_000 }, () => greet(greeter)));
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
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(prompt).toBeGreaterThan(850);
  expect(prompt).toBeLessThan(950);
  await Promise.all(calls);
});

it('works on as many calls at a time as it has slots', async () => {
  const greeter = new Greeter(servedBy, seededRandom(1));
  greeter.behaviour = { delayMs: 30, slots: 1 };
  const startedMs = performance.now();
  await Promise.all([greet(greeter), greet(greeter)]);
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(58);
});
