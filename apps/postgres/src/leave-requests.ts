/** The part of `process` that tells when to leave. */
export interface LeaveSource {
  on(event: 'SIGTERM' | 'SIGINT' | 'disconnect', listener: () => void): unknown;
}

/** Aborts when this process is told to leave, and when the one that started it is gone (its IPC channel ends). */
export function leaveRequests(source: LeaveSource): AbortSignal {
  const leave = new AbortController();
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) source.on(event, () => leave.abort());
  return leave.signal;
}
