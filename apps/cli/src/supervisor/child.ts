import type { ProcessPlan } from './process-plan';

/** How a process ended. */
export interface Exit {
  /** For example `exit code 1`, `SIGKILL`. */
  readonly reason: string;
}

/** A process of the operating system, from its start to its end. */
export interface Child {
  /** Undefined when it could not even be started. */
  readonly pid: number | undefined;
  /** Resolves when it is gone and all its output was read. */
  readonly exited: Promise<Exit>;
  /** Does nothing once it is gone. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** Starts a process; `onLine` gets each line that it prints. */
export type Spawn = (plan: ProcessPlan, onLine: (line: string) => void) => Child;
