interface Ready {
  readonly type: 'ready';
}

interface Calls {
  readonly type: 'calls';
  /** How many came since it last said so. */
  readonly count: number;
}

interface Memory {
  readonly type: 'memory';
  /** What its process holds of the machine's: its resident set. */
  readonly megabytes: number;
}

/** What a backend tells the lab over the channel of its process. The other way go `Behaviour`s. */
export type BackendMessage = Ready | Calls | Memory;
