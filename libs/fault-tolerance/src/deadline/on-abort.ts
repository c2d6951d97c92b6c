import { setMaxListeners } from 'node:events';

/**
 * Calls back when any of the signals aborts.
 *
 * `AbortSignal.any` would do it too, but costs more than the call that it guards.
 *
 * @returns a function that ends the watch
 */
export function onAbort(signals: readonly AbortSignal[], listener: (reason: unknown) => void): () => void {
  const onEvent = (event: Event): void => listener((event.target as AbortSignal).reason);
  for (const signal of signals) {
    // Calls that share a signal each listen to it: not the leak that Node would warn of.
    setMaxListeners(Infinity, signal);
    signal.addEventListener('abort', onEvent);
  }
  return () => {
    for (const signal of signals) signal.removeEventListener('abort', onEvent);
  };
}
