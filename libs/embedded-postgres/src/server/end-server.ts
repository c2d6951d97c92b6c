const pollMs = 20;
/** PostgreSQL itself gives its processes 5 s to leave at once. Three of these are less than what a fleet waits. */
const stepMs = 6_000;

/** Ends sessions, writes all to disk; what does not help in time is followed by what is harder. */
export const fast = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const;
/** Ends at once; the next start recovers from the log. */
export const immediate = ['SIGQUIT', 'SIGKILL'] as const;

export interface RunningServer {
  kill(signal: NodeJS.Signals): void;
  isRunning(): boolean;
  readonly signals: readonly NodeJS.Signals[];
}

/** Sends one signal after the other until the server is gone. */
export async function endServer({ kill, isRunning, signals }: RunningServer): Promise<void> {
  for (const signal of signals) {
    if (!isRunning()) return;
    kill(signal);
    const giveUpAt = performance.now() + stepMs;
    while (isRunning() && performance.now() < giveUpAt)
      await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
