import type { Compilable } from 'kysely';
import type { PoolClient, QueryConfig } from 'pg';
import { checkBounds, tooLate } from '../../bounds/bounds';
import type { Bounds } from '../../bounds/bounds';
import { ConnectionError, endedSession, wasVictim } from './database-errors';

/** Runs queries inside a transaction. */
export interface Session {
  run<R>(query: Compilable<R>): Promise<R[]>;
}

/** The server gives up a little earlier than the client, so that the connection survives. */
const marginMs = 10;

/** One transaction on one client, which is destroyed when it has not answered by the deadline. */
export class Transaction implements Session {
  readonly #client: PoolClient;
  readonly #bounds: Bounds;
  readonly #onError = (): void => void (this.#isBroken = true);
  #isBroken = false;
  #mayBeDone = false;
  #isLate = false;

  constructor(client: PoolClient, bounds: Bounds) {
    this.#client = client;
    this.#bounds = bounds;
  }

  /** Does the work, all of it or nothing. After a failure of the commit itself, nobody knows which. */
  async perform<T>(work: (session: Session) => Promise<T>): Promise<T> {
    checkBounds(this.#bounds);
    const timer = setTimeout(() => this.#destroy(), this.#bounds.deadline - performance.now());
    this.#client.on('error', this.#onError);
    try {
      await this.#query({ text: this.#begin() });
      const result = await work(this);
      this.#mayBeDone = true;
      await this.#query({ text: 'commit' });
      return result;
    } catch (error) {
      await this.#rollBack();
      throw this.#isLate ? tooLate() : error;
    } finally {
      clearTimeout(timer);
      this.#client.off('error', this.#onError);
    }
  }

  /** Whether another try may go better, and nothing was done: a victim, or a connection that ended before the commit. */
  isRepeatable(error: unknown): boolean {
    return wasVictim(error) || (!this.#mayBeDone && (this.#isLost || endedSession(error)));
  }

  async run<R>(query: Compilable<R>): Promise<R[]> {
    const { sql: text, parameters } = query.compile();
    const { rows } = await this.#query({ text, values: [...parameters] });
    return rows as R[];
  }

  async #query(config: QueryConfig) {
    checkBounds(this.#bounds);
    try {
      return await this.#client.query<object>(config);
    } catch (error) {
      throw this.#isLost ? new ConnectionError('the connection was lost', { cause: error }) : error;
    }
  }

  /** One round trip. A lock may take half of the time, which leaves the other half to tell the caller. */
  #begin(): string {
    const leftMs = Math.max(2, Math.floor(this.#bounds.deadline - performance.now() - marginMs));
    return `begin; set local statement_timeout = ${leftMs}; set local lock_timeout = ${leftMs >> 1};
      set local idle_in_transaction_session_timeout = ${leftMs}`;
  }

  async #rollBack(): Promise<void> {
    if (!this.#isLost) await this.#client.query('rollback').catch(() => undefined);
  }

  /** The server may end the session between two queries: then the client knows before its socket does. */
  get #isLost(): boolean {
    return this.#isBroken || this.#client.connection.stream.destroyed;
  }

  #destroy(): void {
    this.#isLate = true;
    this.#client.connection.stream.destroy();
  }
}
