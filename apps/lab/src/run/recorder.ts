import { httpSender, openLoop } from '@flotilla/testing';
import type { Load } from '../experiment/experiment';
import { seededRandom } from '../seeded-random';
import type { AnsweredSample } from './run';

export interface RecorderOptions {
  readonly gatewayUrl: string;
  readonly load: Load;
  readonly seed: number;
  readonly signal: AbortSignal;
}

const defaultUsers = 1_000;

/** Puts load on a gateway, the same for the same seed; resolves to what became of each request. */
export async function recordLoad({
  gatewayUrl,
  load,
  seed,
  signal,
}: RecorderOptions): Promise<AnsweredSample[]> {
  const { users = defaultUsers, ...arrivals } = load;
  const nameRandom = seededRandom(~seed);
  const servedBy = new Map<number, string>();
  const sender = httpSender(gatewayUrl);
  const send = async (number: number): Promise<number> => {
    const user = Math.floor(nameRandom() * users);
    const { status, body } = await sender.get(`/api/greetings/user-${user}`);
    if (status === 200) servedBy.set(number, instanceOf(body));
    return status;
  };
  try {
    const samples = await openLoop({ ...arrivals, random: seededRandom(seed), send, signal });
    return samples.map((sample, number) => withInstance(sample, servedBy.get(number)));
  } finally {
    sender.close();
  }
}

function withInstance(sample: AnsweredSample, instance: string | undefined): AnsweredSample {
  return instance === undefined ? sample : { ...sample, instance };
}

function instanceOf(body: string): string {
  return (JSON.parse(body) as { servedBy: { instance: string } }).servedBy.instance;
}
