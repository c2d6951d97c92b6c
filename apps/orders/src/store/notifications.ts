import type { Client } from 'pg';
import type { Logger } from './logger';
import { Patience } from './patience';
import { withClient } from './session/single-client';

/** Where an order's id is sent, in the transaction that changes the order. */
export const channel = 'order_changed';

export interface NotificationsOptions {
  readonly url: string;
  readonly logger: Logger;
  readonly onChange: (orderId: string) => void;
  /** It listens, again: what happened meanwhile was not heard. */
  readonly onListening: () => void;
}

/** Hears, on a connection of its own, of the changes that any instance makes. Connects again for ever. */
export class Notifications {
  readonly #options: NotificationsOptions;
  readonly #closing = new AbortController();
  #listening: Promise<void> | undefined;

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#listening ??= this.#listen();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#listening;
  }

  async #listen(): Promise<void> {
    const { url, logger } = this.#options;
    const { signal } = this.#closing;
    const patience = new Patience({ what: 'changes by other instances are heard late', logger });
    while (!signal.aborted) {
      try {
        await withClient(url, { deadline: Infinity, signal }, (client) => this.#hear(client, patience));
      } catch (error) {
        if (!signal.aborted) await patience.failed(error, signal).catch(() => undefined);
      }
    }
  }

  async #hear(client: Client, patience: Patience): Promise<never> {
    const { onChange, onListening } = this.#options;
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('notification', ({ payload }) => onChange(payload ?? ''));
    await client.query(`listen ${channel}`);
    patience.succeeded();
    onListening();
    await ended;
    throw new Error('the connection ended');
  }
}
