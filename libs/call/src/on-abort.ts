import { setMaxListeners } from 'node:events';
import { neverAborted } from './context';

/** Signals that may have any number of listeners: calls that share a signal each listen to it, which is no leak. */
const shared = new WeakSet<AbortSignal>();

/**
 * Calls back when a signal aborts, with its reason.
 *
 * @returns a function that ends the watch
 */
export function onAbort(signal: AbortSignal, listener: (reason: unknown) => void): () => void {
  if (signal === neverAborted) return () => undefined;
  if (!shared.has(signal)) {
    setMaxListeners(Infinity, signal);
    shared.add(signal);
  }
  const onEvent = (): void => listener(signal.reason);
  signal.addEventListener('abort', onEvent);
  return () => signal.removeEventListener('abort', onEvent);
}
