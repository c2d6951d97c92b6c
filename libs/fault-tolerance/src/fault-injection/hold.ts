import { abortError } from '@flotilla/call';
import type { CallContext, Clock } from '@flotilla/call';
import { expired } from '../deadline/guard';
import { pause } from '../retry/pause';

/**
 * Keeps a call waiting, and its caller no longer than that one waits.
 *
 * @throws CallError DEADLINE_EXCEEDED when its time is up first; CANCELLED, or its own reason, when its signal aborts
 */
export async function hold(ms: number, context: CallContext, clock: Clock): Promise<void> {
  const { method, deadline, signal } = context;
  const leftMs = deadline - clock();
  if (!signal.aborted && leftMs > 0) await pause(Math.min(ms, leftMs), signal);
  if (signal.aborted) throw abortError(signal);
  if (leftMs <= ms) throw expired(method, leftMs);
}
