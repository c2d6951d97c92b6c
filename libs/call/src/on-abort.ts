import { setMaxListeners } from 'node:events';
import { neverAborted } from './context';

/** The signals that had a listener, and whether they had a second: most belong to one call, and to let them have more costs a microsecond. */
const heard = new WeakMap<AbortSignal, { isShared: boolean }>();

/**
 * Calls back when a signal aborts, with its reason.
 *
 * @returns a function that ends the watch
 */
export function onAbort(signal: AbortSignal, listener: (reason: unknown) => void): () => void {
  if (signal === neverAborted) return () => undefined;
  allowMany(signal);
  const onEvent = (): void => listener(signal.reason);
  signal.addEventListener('abort', onEvent);
  return () => signal.removeEventListener('abort', onEvent);
}

/** Calls that share a signal each listen to it, which is no leak: Node warns of more than ten. */
function allowMany(signal: AbortSignal): void {
  const before = heard.get(signal);
  if (!before) {
    heard.set(signal, { isShared: false });
  } else if (!before.isShared) {
    setMaxListeners(Infinity, signal);
    before.isShared = true;
  }
}
