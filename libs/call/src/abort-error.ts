import { CallError } from './call-error';

/** Why a signal aborted: the CallError that is its reason, as a deadline's is; CANCELLED for any other reason. */
export function abortError({ reason }: AbortSignal): CallError {
  if (reason instanceof CallError) return reason;
  return new CallError('CANCELLED', 'the caller no longer wants the answer', { cause: reason });
}
