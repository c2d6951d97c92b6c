import { CallError, settled } from '@flotilla/call';
import type { Method, ResponseStream } from '@flotilla/call';

/** Lets a call end, well or not, and throws its answer away; a stream is cancelled once its headers are there. */
export async function loseAnswer(answer: Promise<unknown>, { fullName }: Method): Promise<never> {
  const cause: unknown = await answer.then(cancelStream, (error: unknown) => error);
  throw new CallError(
    'UNAVAILABLE',
    `${fullName}: the answer was lost, injected by the policy document`,
    cause === undefined ? {} : { cause },
  );
}

function cancelStream(response: unknown): void {
  if (!settled(response)) return;
  const reader = (response as ResponseStream<unknown>)[Symbol.asyncIterator]();
  reader.return?.().catch(() => undefined);
}
