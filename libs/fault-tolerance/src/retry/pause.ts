import { onAbort } from '@flotilla/call';

/** Waits, or less when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      unlink();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const unlink = onAbort(signal, end);
  });
}
