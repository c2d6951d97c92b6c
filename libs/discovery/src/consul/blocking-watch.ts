import { CallError } from '@flotilla/call';
import { sleep } from '../sleep';
import type { Answer } from './consul-api';
import type { WatchPlan } from './watch-plan';

export interface BlockingWatchOptions<T> {
  /** Asks; with an index above 0 it answers when there may be something newer. */
  query(index: number, signal: AbortSignal): Promise<Answer<T>>;
  readonly plan: WatchPlan;
  onAnswer(answer: Answer<T>): void;
  onError(error: CallError): void;
}

/** Asks again and again, as the plan says, until the signal aborts. Never rejects. */
export async function watchBlocking<T>(options: BlockingWatchOptions<T>, signal: AbortSignal): Promise<void> {
  const { query, plan, onAnswer, onError } = options;
  for (;;) {
    const { delayMs, index } = plan.next();
    if (delayMs > 0) await sleep(delayMs, signal);
    if (signal.aborted) return;
    try {
      const answer = await query(index, signal);
      plan.succeeded(answer.index);
      if (!signal.aborted) onAnswer(answer);
    } catch (error) {
      plan.failed();
      if (!signal.aborted) onError(CallError.from(error));
    }
  }
}
