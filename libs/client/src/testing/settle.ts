import type { CallError } from '@flotilla/call';

/** Lets all that is due now happen, under fake timers. */
export function settle(): Promise<void> {
  return jest.advanceTimersByTimeAsync(0);
}

/** The code and message that a promise rejects with, whenever it does. Handles the rejection at once. */
export function failureOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'it did not fail',
    (error: CallError) => `${error.code}: ${error.message}`,
  );
}
