import { Pool } from 'pg';
import type { PoolClient } from 'pg';
import { within } from '../../bounds/bounds';
import type { Bounds } from '../../bounds/bounds';
import { clientOptions } from './client-options';
import { ConnectionError, isUnavailable, toCallError } from './database-errors';
import { Seats } from '../../bounds/seats';
import { Transaction } from './transaction';
import type { Session } from './transaction';

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections at most. */
  readonly poolSize: number;
  /** Calls that may wait for a connection. Default 100. */
  readonly maxWaiting?: number;
  /** Bounds calls that have no deadline, or a later one. Default 10,000 ms. */
  readonly maxMs?: number;
}

const maxAttempts = 3;

/** The one way to the database: transactions that end, one way or the other, within the bounds of a call. */
export class Database {
  readonly #pool: Pool;
  readonly #seats: Seats;
  readonly #maxMs: number;

  constructor({ url, poolSize, maxWaiting = 100, maxMs = 10_000 }: DatabaseOptions) {
    this.#seats = new Seats({ size: poolSize, maxWaiting });
    this.#maxMs = maxMs;
    this.#pool = new Pool({ ...clientOptions(url), max: poolSize });
    // Whoever uses a connection that breaks learns it from his query; one that is idle is replaced. Unheard, either
    // event would end the process.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Connections that are made, how many of them are in use, and how many calls wait for one. */
  get connections(): { readonly open: number; readonly used: number; readonly waiting: number } {
    const { totalCount: open, idleCount } = this.#pool;
    return { open, used: open - idleCount, waiting: this.#seats.waiting };
  }

  /**
   * Does the work in one transaction; once more, at most twice, where the first time certainly had no effect.
   *
   * Settles by the deadline and at the signal, whatever the database does.
   *
   * @throws CallError: UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED; and what `work` throws
   */
  transaction<T>(context: Bounds, work: (session: Session) => Promise<T>): Promise<T> {
    const deadline = Math.min(context.deadline, performance.now() + this.#maxMs);
    const bounds = { deadline, signal: context.signal };
    return within(bounds, this.#perform(bounds, work));
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #perform<T>(bounds: Bounds, work: (session: Session) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#seats.use(bounds, () => this.#attempt(bounds, work));
      if ('result' in outcome) return outcome.result;
      if (attempt === maxAttempts || !outcome.isRepeatable) throw toCallError(outcome.error);
    }
  }

  async #attempt<T>(bounds: Bounds, work: (session: Session) => Promise<T>): Promise<Outcome<T>> {
    const client = await this.#connect();
    const transaction = new Transaction(client, bounds);
    try {
      const result = await transaction.perform(work);
      release(client);
      return { result };
    } catch (error) {
      release(client, isUnavailable(error));
      return { error, isRepeatable: transaction.isRepeatable(error) };
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw toCallError(new ConnectionError('cannot connect', { cause: error }));
    }
  }
}

type Outcome<T> = { readonly result: T } | { readonly error: unknown; readonly isRepeatable: boolean };

/** What is not plainly idle again, or speaks to a server that is no good, is thrown away. */
function release(client: PoolClient, isUseless = false): void {
  const isIdle = client.getTransactionStatus() === 'I' && !client.connection.stream.destroyed;
  client.release(isUseless || !isIdle);
}
