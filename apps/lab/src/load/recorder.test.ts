import { neverAborted } from '@flotilla/call';
import type { AnsweredSample } from '../run/run';
import { fakeDelay } from '../testing/fake-delay';
import type { Load } from './load';
import { recordLoad } from './recorder';
import type { Answer, Outgoing } from './sender';

jest.mock('node:timers/promises', () => ({
  setTimeout: (...args: Parameters<typeof fakeDelay>) => fakeDelay(...args),
}));

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const load: Load = { ratePerSecond: 100, durationMs: 100, arrivals: 'constant' };
const noisy = { caller: 'noisy', ratePerSecond: 200, fromMs: 50, toMs: 100 };

const fine = async (): Promise<Answer> => ({ status: 200, instance: 'greeter-1' });

/** What became of a load, and what was sent, in order. */
async function record(
  given: Partial<Load>,
  answer: (outgoing: Outgoing) => Promise<Answer> = fine,
  { seed = 1, signal = neverAborted }: { seed?: number; signal?: AbortSignal } = {},
): Promise<{ samples: AnsweredSample[]; sent: Outgoing[] }> {
  const sent: Outgoing[] = [];
  const send = (outgoing: Outgoing): Promise<Answer> => {
    sent.push(outgoing);
    return answer(outgoing);
  };
  const recorded = recordLoad({
    sender: { send, close: () => undefined },
    load: { ...load, ...given },
    seed,
    signal,
  });
  await jest.advanceTimersByTimeAsync(1_000);
  return { samples: await recorded, sent };
}

it('sends what a crowd sends beside the rest, in its time and in its name', async () => {
  const { samples, sent } = await record({ crowds: [noisy] });
  const of = (wanted: string): number[] =>
    samples.filter(({ caller }) => caller === wanted).map(({ intendedMs }) => intendedMs);
  expect(of('ordinary')).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  expect(of('noisy')).toEqual([50, 55, 60, 65, 70, 75, 80, 85, 90, 95]);
  const instants = samples.map(({ intendedMs }) => intendedMs);
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  expect(sent.filter(({ caller }) => caller === 'noisy')).toHaveLength(10);
});

it('knows of each request whom it was about, who answered it and with how many attempts', async () => {
  const answer = async ({ name }: Outgoing): Promise<Answer> =>
    name === 'user-0'
      ? { status: 429, attempts: 3 }
      : { status: 200, attempts: 1, instance: `greeter of ${name}` };
  const { samples, sent } = await record({ users: 3 }, answer);
  expect(new Set(sent.map(({ name }) => name))).toEqual(new Set(['user-0', 'user-1', 'user-2']));
  for (const [number, { user, instance, attempts, outcome }] of samples.entries()) {
    const name = sent[number]?.name;
    if (name === 'user-0')
      expect([outcome, attempts, user, instance]).toEqual([429, 3, undefined, undefined]);
    else expect([outcome, attempts, `user-${user}`, instance]).toEqual([200, 1, name, `greeter of ${name}`]);
  }
});

it('keeps what goes wrong with a request', async () => {
  const { samples } = await record({ durationMs: 10 }, () => Promise.reject(new Error('reset')));
  expect(samples).toMatchObject([{ outcome: 'Error: reset', caller: 'ordinary' }]);
});

it('sends the same for the same seed, and something else for another', async () => {
  const poisson = { arrivals: 'poisson', crowds: [noisy] } as const;
  const one = await record(poisson);
  expect((await record(poisson)).sent).toEqual(one.sent);
  expect((await record(poisson, fine, { seed: 2 })).sent).not.toEqual(one.sent);
});

it('greets the favourite as often as it is told to', async () => {
  const { sent } = await record({ durationMs: 900, favourite: 1 });
  expect(new Set(sent.map(({ name }) => name))).toEqual(new Set(['user-0']));
});

it('stops when it is told to, and sends nothing of a crowd that has not come', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 25);
  const { samples } = await record({ crowds: [noisy] }, fine, { signal: stop.signal });
  expect(samples.map(({ caller }) => caller)).toEqual(['ordinary', 'ordinary', 'ordinary']);
});
