import type { Answer } from '../catalog/catalog';
import { Refusal } from '../refusal';
import type { Waiters } from './waiters';

export interface BlockingQuery<T> {
  readonly read: () => Answer<T>;
  /** What the waiters of this question are told under. */
  readonly key: string;
  /** Answer once the index is beyond this one; 0: at once. */
  readonly index: number;
  /** Longest wait, in milliseconds, before the answer is given as it is. */
  readonly waitMs: number;
  /** Aborts when the asker left. */
  readonly signal: AbortSignal;
}

/**
 * Answers when there is news, by Consul's rules: up to a sixteenth is added to the wait so that askers spread out, and an
 * index that is ahead of the registry's waits for the whole time.
 *
 * @throws Refusal 503 when too many wait already, and when the registry closes before there is news.
 */
export async function answerBlocking<T>(
  { read, key, index, waitMs, signal }: BlockingQuery<T>,
  waiters: Waiters,
  { clock, random }: { clock: () => number; random: () => number },
): Promise<Answer<T>> {
  const until = clock() + waitMs * (1 + random() / 16);
  let answer = read();
  while (index > 0 && answer.index <= index) {
    const leftMs = until - clock();
    if (leftMs <= 0 || signal.aborted) break;
    // Without an answer the asker forgets its index, which a registry that starts anew has not reached yet.
    if (waiters.closed) throw new Refusal(503, 'The registry is shutting down: ask again');
    await waiters.wait(key, leftMs, signal);
    answer = read();
  }
  return answer;
}
