/** Where a process is reached: `host:port`, or `-` while unknown. */
export interface Addresses {
  readonly address: string;
  readonly admin: string;
}

/**
 * - `stopped`: not started yet, or gone after it was told to leave.
 * - `starting`: runs, and has not said that it is ready.
 * - `ready`: registered, wants traffic.
 * - `restarting`: died; starts again after a delay.
 * - `stopping`: was told to leave, and drains.
 */
export type ProcessState =
  | { readonly name: 'stopped' }
  | { readonly name: 'starting'; readonly pid: number | undefined }
  | ({ readonly name: 'ready'; readonly pid: number | undefined } & Addresses)
  | {
      readonly name: 'restarting';
      readonly reason: string;
      readonly delayMs: number;
      readonly restarts: number;
    }
  | { readonly name: 'stopping'; readonly pid: number | undefined };
