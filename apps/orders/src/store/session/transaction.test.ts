import { EventEmitter } from 'node:events';
import type { PoolClient } from 'pg';
import { CompiledQuery } from 'kysely';
import { ConnectionError } from './database-errors';
import { Transaction } from './transaction';

const bounds = { deadline: performance.now() + 60_000, signal: new AbortController().signal };
const one = { compile: () => CompiledQuery.raw('select 1') };

it('knows that its session was ended between two queries, before the socket does', async () => {
  const events = new EventEmitter();
  let refusal: Error | undefined;
  const query = async (): Promise<object> => {
    if (refusal) throw refusal;
    return { rows: [] };
  };
  const client = Object.assign(events, { query, connection: { stream: { destroyed: false } } });
  const transaction = new Transaction(client as unknown as PoolClient, bounds);
  const failure = await transaction
    .perform(async (session) => {
      await session.run(one);
      refusal = new Error('Client has encountered a connection error and is not queryable');
      events.emit('error', new Error('terminating connection'));
      await session.run(one);
    })
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConnectionError);
  expect(transaction.isRepeatable(failure)).toBe(true);
  expect(events.listenerCount('error')).toBe(0);
});
