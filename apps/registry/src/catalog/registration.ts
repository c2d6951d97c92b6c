/** The states of a check, by Consul's names. Only `passing` instances are given to those who ask for passing ones. */
export type Status = 'passing' | 'warning' | 'critical';

/** A check that its instance must renew. */
export interface CheckDefinition {
  readonly name: string;
  /** Not renewed for so long, it becomes critical. */
  readonly ttlMs: number;
  /** What it starts as. */
  readonly status: Status;
  /** Critical for so long, its instance is removed; absent: never. */
  readonly deregisterAfterMs?: number;
}

/** What an instance says of itself. */
export interface Registration {
  readonly id: string;
  readonly service: string;
  readonly tags: readonly string[];
  readonly address: string;
  readonly port: number;
  readonly meta: Readonly<Record<string, string>> | null;
  readonly check?: CheckDefinition;
}
