import { onAbort } from '@flotilla/call';

/** `setTimeout` of `node:timers/promises`, on the global one: Jest fakes the time of that, and not of the module's. */
export function fakeDelay(ms: number, _value: unknown, { signal }: { signal: AbortSignal }): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Error('aborted'));
    const timer = setTimeout(() => {
      unlink();
      resolve();
    }, ms);
    const unlink = onAbort(signal, () => {
      clearTimeout(timer);
      reject(new Error('aborted'));
    });
  });
}
