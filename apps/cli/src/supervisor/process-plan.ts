/** A process to keep running. */
export interface ProcessPlan {
  readonly service: string;
  /** `service-slot`. */
  readonly instance: string;
  /** Path of the script to run. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
