/** A process to keep running. */
export interface ProcessPlan {
  readonly service: string;
  /** `service-slot`. */
  readonly instance: string;
  /** Path of the script to run. */
  readonly entry: string;
  /** The service after it starts without waiting for it; the one after that waits for both. */
  readonly startsWithNext: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
