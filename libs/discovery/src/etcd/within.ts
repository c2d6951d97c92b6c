import { onAbort } from '@flotilla/call';

/** Why the signal that `within` hands out aborts. */
export type Interruption = 'DEADLINE_EXCEEDED' | 'CANCELLED';

/** Does `work` with a signal that aborts, with an Interruption as its reason, when time is up or one of `signals` aborts. */
export async function within<T>(
  timeoutMs: number,
  signals: readonly (AbortSignal | undefined)[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const control = new AbortController();
  const interrupt = (reason: Interruption): void => control.abort(reason);
  const timer = setTimeout(() => interrupt('DEADLINE_EXCEEDED'), timeoutMs);
  const unlink = signals.map((signal) => signal && onAbort(signal, () => interrupt('CANCELLED')));
  if (signals.some((signal) => signal?.aborted)) interrupt('CANCELLED');
  try {
    return await work(control.signal);
  } finally {
    clearTimeout(timer);
    for (const stop of unlink) stop?.();
  }
}
