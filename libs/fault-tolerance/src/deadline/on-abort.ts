import { setMaxListeners } from 'node:events';

/** Signals that may have any number of listeners: calls that share a signal each listen to it, which is no leak. */
const shared = new WeakSet<AbortSignal>();

/**
 * Calls back when any of the signals aborts.
 *
 * `AbortSignal.any` would do it too, but costs more than the call that it guards.
 *
 * @returns a function that ends the watch
 */
export function onAbort(signals: readonly AbortSignal[], listener: (reason: unknown) => void): () => void {
  const onEvent = (event: Event): void => listener((event.target as AbortSignal).reason);
  for (const signal of signals) listen(signal, onEvent);
  return () => {
    for (const signal of signals) signal.removeEventListener('abort', onEvent);
  };
}

function listen(signal: AbortSignal, listener: (event: Event) => void): void {
  if (!shared.has(signal)) {
    setMaxListeners(Infinity, signal);
    shared.add(signal);
  }
  signal.addEventListener('abort', listener);
}
