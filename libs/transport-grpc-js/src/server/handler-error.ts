import { abortError, CallError } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';

/**
 * What a handler failed with, as middleware and the client are to see it. Once nobody waits, the failure is that nobody
 * waits: no bug of the handler. Anything else that is no CallError is a bug, and its cause is for middleware only.
 */
export function handlerError(error: unknown, { signal }: CallContext): CallError {
  if (error instanceof CallError) return error;
  if (signal.aborted) return abortError(signal);
  return new CallError('INTERNAL', 'internal error', { cause: error });
}
