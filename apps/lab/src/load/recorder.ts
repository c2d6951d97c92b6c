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

/** Who was greeted, and by whom. */
type Greeting = Pick<AnsweredSample, 'user' | 'instance'>;

/** Puts load on a gateway, the same for the same seed; resolves to what became of each request. */
export async function recordLoad({
  gatewayUrl,
  load,
  seed,
  signal,
}: RecorderOptions): Promise<AnsweredSample[]> {
  const { users = defaultUsers, favourite = 0, ...arrivals } = load;
  const random = seededRandom(~seed);
  const greetings = new Map<number, Greeting>();
  const sender = httpSender(gatewayUrl);
  const send = async (number: number): Promise<number> => {
    const user = random() < favourite ? 0 : Math.floor(random() * users);
    const { status, body } = await sender.get(`/api/greetings/user-${user}`);
    if (status === 200) greetings.set(number, { user, instance: instanceOf(body) });
    return status;
  };
  try {
    const samples = await openLoop({ ...arrivals, random: seededRandom(seed), send, signal });
    return samples.map((sample, number) => ({ ...sample, ...greetings.get(number) }));
  } finally {
    sender.close();
  }
}

function instanceOf(body: string): string {
  return (JSON.parse(body) as { servedBy: { instance: string } }).servedBy.instance;
}
