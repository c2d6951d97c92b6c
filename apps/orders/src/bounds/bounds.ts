import { abortError, CallError, onAbort } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';

/** When work must be over, and the signal that nobody wants it any more. */
export type Bounds = Pick<CallContext, 'deadline' | 'signal'>;

/** @throws CallError when the time is up or nobody waits. */
export function checkBounds({ deadline, signal }: Bounds): void {
  if (signal.aborted) throw abortError(signal);
  if (performance.now() >= deadline) throw tooLate();
}

export function tooLate(): CallError {
  return new CallError('DEADLINE_EXCEEDED', 'it was not done in time');
}

/** Calls back once: at the deadline, or when the signal aborts. @returns a function that ends the watch */
export function onOver({ deadline, signal }: Bounds, listener: (error: CallError) => void): () => void {
  const release = (): void => {
    clearTimeout(timer);
    unlink();
  };
  const end = (error: CallError): void => {
    release();
    listener(error);
  };
  const leftMs = deadline - performance.now();
  const timer = leftMs < Infinity ? setTimeout(() => end(tooLate()), leftMs) : undefined;
  const unlink = onAbort(signal, () => end(abortError(signal)));
  return release;
}

/** What `work` settles with, or the reason why nobody waits for it any more; it goes on then, unseen. */
export function within<T>(bounds: Bounds, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const release = onOver(bounds, reject);
    work.then(resolve, reject).finally(release);
  });
}
