import { CallError } from '@flotilla/call';
import { Kysely, Migrator, PostgresDialect } from 'kysely';
import type { MigrationProvider } from 'kysely';
import type { Client } from 'pg';
import { toCallError } from '../session/database-errors';
import { withClient } from '../session/single-client';
import type { Logger } from '../logger';
import { Patience } from '../patience';
import { migrations } from './index';

/** Longer than another instance's migration, for which this one waits. */
const timeoutMs = 60_000;

const provider: MigrationProvider = { getMigrations: async () => ({ ...migrations }) };

/**
 * Brings the tables up to date, under a lock of the database: instances that start together take turns.
 *
 * @throws Error when the tables are those of a newer release, or may not be made
 */
async function migrate(client: Client): Promise<readonly string[]> {
  const pool = {
    connect: async () => Object.assign(client, { release: () => undefined }),
    end: async () => undefined,
  };
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return results.map(({ migrationName }) => migrationName);
  if (mayPass(error)) throw error as Error;
  const { message } = error as Error;
  // Kysely has no code for it.
  const reason = message.includes('corrupted migrations')
    ? 'a newer release made them: start that one'
    : message;
  throw new Error(`cannot bring the tables up to date: ${reason}`, { cause: error });
}

/** Whether another try may go better: the database is away, or was too slow, or another instance was in the way. */
function mayPass(error: unknown): boolean {
  return toCallError(error) instanceof CallError;
}

/**
 * Waits for the database as long as it takes (a wrong password or a missing database may be put right, too), then
 * brings its tables up to date.
 *
 * @throws Error when that is impossible; the signal's reason when it aborts
 */
export async function prepareTables(url: string, logger: Logger, signal: AbortSignal): Promise<void> {
  const patience = new Patience({ what: 'waiting for the database', logger });
  for (;;) {
    try {
      const bounds = { deadline: performance.now() + timeoutMs, signal };
      const done = await withClient(url, bounds, migrate);
      return logger.info({ migrations: done }, 'the database is ready');
    } catch (error) {
      signal.throwIfAborted();
      if (!mayPass(error)) throw error;
      await patience.failed(error, signal);
    }
  }
}
