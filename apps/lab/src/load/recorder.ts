import { setTimeout as delay } from 'node:timers/promises';
import { openLoop } from '@flotilla/testing';
import type { Sample } from '@flotilla/testing';
import { seededRandom } from '../seeded-random';
import type { AnsweredSample } from '../run/run';
import type { Answer, Sender } from './sender';
import { ordinaryCaller } from './load';
import type { Crowd, Load } from './load';

export interface RecorderOptions {
  readonly sender: Sender;
  readonly load: Load;
  readonly seed: number;
  readonly signal: AbortSignal;
}

const defaultUsers = 1_000;

/** Greets people, the same for the same seed; resolves to what became of each request, in the order of their instants. */
export async function recordLoad(options: RecorderOptions): Promise<AnsweredSample[]> {
  const { ratePerSecond, durationMs, crowds = [] } = options.load;
  const ordinary = { caller: ordinaryCaller, ratePerSecond, fromMs: 0, toMs: durationMs };
  const originMs = performance.now();
  const samples = await Promise.all(
    [ordinary, ...crowds].map((crowd, index) => recordCrowd(crowd, options, options.seed + index, originMs)),
  );
  return samples.flat().sort((a, b) => a.intendedMs - b.intendedMs);
}

/** Who was greeted, and how it ended. */
type Answered = Answer & { readonly user: number };

async function recordCrowd(
  { caller, ratePerSecond, fromMs, toMs }: Crowd,
  { sender, load, signal }: RecorderOptions,
  seed: number,
  originMs: number,
): Promise<AnsweredSample[]> {
  const { arrivals, users = defaultUsers, favourite = 0 } = load;
  const random = seededRandom(~seed);
  const answers = new Map<number, Answered>();
  const send = async (number: number): Promise<number> => {
    const user = random() < favourite ? 0 : Math.floor(random() * users);
    const answer = await sender.send({ name: `user-${user}`, caller });
    answers.set(number, { user, ...answer });
    return answer.status;
  };
  await delay(originMs + fromMs - performance.now(), undefined, { signal }).catch(() => undefined);
  const startedMs = performance.now() - originMs;
  const samples = await openLoop({
    ratePerSecond,
    durationMs: toMs - fromMs,
    arrivals,
    random: seededRandom(seed),
    send,
    signal,
  });
  return samples.map((sample, number) => answered(sample, startedMs, caller, answers.get(number)));
}

function answered(sample: Sample, startedMs: number, caller: string, answer?: Answered): AnsweredSample {
  const intendedMs = startedMs + sample.intendedMs;
  const { user, instance, attempts } = answer ?? {};
  return {
    ...sample,
    intendedMs,
    caller,
    ...(attempts !== undefined && { attempts }),
    ...(user !== undefined && instance !== undefined && { user, instance }),
  };
}
