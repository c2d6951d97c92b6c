/** @throws Error when a load was told to end before its first request */
export function assertWanted(signal: AbortSignal): void {
  if (signal.aborted) throw new Error('interrupted before the first request');
}
