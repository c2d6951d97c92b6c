import { CallError } from '@flotilla/call';

/** No endpoint for a call. Retries would only wait anew, and use up the budget that recovery needs. */
export function refusal(service: string, why: string): CallError {
  return new CallError('UNAVAILABLE', `${service}: ${why}`, { retryable: false });
}
