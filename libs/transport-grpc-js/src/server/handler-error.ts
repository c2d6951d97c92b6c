import { CallError } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';

/** Whatever a handler fails with once nobody waits for it, the failure is that nobody waits: no bug of the handler. */
export function handlerError(error: unknown, { signal }: CallContext): unknown {
  return signal.aborted && !(error instanceof CallError) ? signal.reason : error;
}
