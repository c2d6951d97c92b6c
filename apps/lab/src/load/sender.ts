/** One request that is to be sent. */
export interface Outgoing {
  /** Whom it is about: who is greeted, or for whom an order is placed. */
  readonly name: string;
  /** Who asks: sent as `x-client-id`. */
  readonly caller: string;
}

export interface Answer {
  /** HTTP status, of a call the one that the gateway would answer. */
  readonly status: number;
  /** Id of the instance that answered; absent when it failed, or does not say. */
  readonly instance?: string;
  /** How many attempts it took; absent when the sender does not know. */
  readonly attempts?: number;
}

/** What is asked for, and the way that it goes. */
export interface Sender {
  send(outgoing: Outgoing): Promise<Answer>;
  close(): void | Promise<void>;
}

export const callerHeader = 'x-client-id';
