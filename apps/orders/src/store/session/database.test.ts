import { CompiledQuery } from 'kysely';
import { describeWithPostgres, until } from '@flotilla/testing';
import { query } from '../../testing/query';
import { Database } from './database';
import type { Session } from './transaction';

const within = (ms: number) => ({
  deadline: performance.now() + ms,
  signal: new AbortController().signal,
});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const run = (text: string) => (session: Session) => session.run({ compile: () => CompiledQuery.raw(text) });
const one = run('select 1');

const unavailable = {
  code: 'UNAVAILABLE',
  message: 'the database of the orders is not available: try again',
};

/** Rows of `fragile` end the session of whoever commits them. */
const commitThatCuts = `
  create table fragile (id int);
  create function cut() returns trigger language plpgsql as
    'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';
  create constraint trigger cut after insert on fragile deferrable initially deferred
    for each row execute function cut()`;

describeWithPostgres('a database', (postgres) => {
  let database: Database;
  beforeAll(() => query(postgres().url, 'create table notes (id int primary key, text text)'));
  beforeEach(() => {
    database = new Database({ url: postgres().url, poolSize: 4, maxWaiting: 200 });
  });
  afterEach(async () => {
    await database.close();
    expect(database.connections).toEqual({ open: 0, used: 0, waiting: 0 });
  });

  it('keeps all that was done, or nothing', async () => {
    await database.transaction(within(2_000), run(`insert into notes values (1, 'kept')`));
    const failing = database.transaction(within(2_000), async (session) => {
      await run(`insert into notes values (2, 'lost')`)(session);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const kept = await database.transaction(within(2_000), run('select text from notes where id < 3'));
    expect(kept).toEqual([{ text: 'kept' }]);
    expect(database.connections.open).toBe(1); // failing cost no connection
  });

  it('leaves the connection in use when a statement is too slow', async () => {
    await database.transaction(within(2_000), one);
    const startedMs = performance.now();
    const slow = database.transaction(within(200), run('select pg_sleep(5)'));
    await expect(slow).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    // The server ends it a little before the caller does, unless the machine is slow: then hardly later.
    while (database.connections.used > 0) await pause(5);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    await database.transaction(within(2_000), one);
    expect(database.connections.open).toBe(1);
  });

  it('refuses when too many wait for a connection', async () => {
    const small = new Database({ url: postgres().url, poolSize: 1, maxWaiting: 1 });
    const slow = small.transaction(within(2_000), run('select pg_sleep(0.3)'));
    const waiting = small.transaction(within(2_000), one);
    await expect(small.transaction(within(2_000), one)).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
    await Promise.all([slow, waiting]);
    await small.close();
  });

  it('does the work again when it was the victim of a deadlock', async () => {
    await database.transaction(within(2_000), run(`insert into notes values (10, ''), (11, '')`));
    const meet = [pause(100), pause(100)];
    const update = (first: number, second: number) =>
      database.transaction(within(4_000), async (session) => {
        await run(`update notes set text = text || 'x' where id = ${first}`)(session);
        await meet.pop();
        await run(`update notes set text = text || 'x' where id = ${second}`)(session);
      });
    await Promise.all([update(10, 11), update(11, 10)]);
    const rows = await database.transaction(
      within(2_000),
      run('select text from notes where id in (10, 11)'),
    );
    expect(rows).toEqual([{ text: 'xx' }, { text: 'xx' }]);
  });

  it('never repeats a commit that may have been done', async () => {
    await query(postgres().url, commitThatCuts);
    const work = jest.fn(run('insert into fragile values (1)'));
    await expect(database.transaction(within(2_000), work)).rejects.toMatchObject(unavailable);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('loses no connection to 200 callers who leave', async () => {
    const calls = Array.from({ length: 200 }, async (_, index) => {
      const caller = new AbortController();
      const bounds = { ...within(3_000), signal: caller.signal };
      await pause(index);
      setTimeout(() => caller.abort(), index % 7);
      await database.transaction(bounds, run('select pg_sleep(0.01)'));
    });
    const outcomes = await Promise.allSettled(calls);
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(failures.length).toBeGreaterThan(100);
    for (const { reason } of failures) expect(reason).toMatchObject({ code: 'CANCELLED' });
    await Promise.all(Array.from({ length: 4 }, () => database.transaction(within(2_000), one)));
    expect(database.connections).toEqual({ open: 4, used: 0, waiting: 0 });
    const idle = await query(
      postgres().url,
      `select state from pg_stat_activity where application_name = 'flotilla-orders'`,
    );
    expect(idle).toEqual(Array(4).fill({ state: 'idle' }));
  });

  it('does the work again when its connection ended before the commit', async () => {
    const work = jest.fn(one).mockImplementationOnce(run('select pg_terminate_backend(pg_backend_pid())'));
    await database.transaction(within(2_000), work);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('is UNAVAILABLE while its server is stopped, and works again within 5 s', async () => {
    await Promise.all(Array.from({ length: 4 }, () => database.transaction(within(2_000), one)));
    const inUse = database.transaction(within(10_000), run('select pg_sleep(9)'));
    const cut = expect(inUse).rejects.toMatchObject(unavailable);
    await pause(50); // until it sleeps
    await postgres().stop();
    await cut;
    await expect(database.transaction(within(2_000), one)).rejects.toMatchObject(unavailable);
    await postgres().restart();
    const startedMs = performance.now();
    await database.transaction(within(5_000), one);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  }, 30_000);

  it('ends calls by their deadline while its server is frozen, and works when it thaws', async () => {
    await Promise.all(Array.from({ length: 4 }, () => database.transaction(within(2_000), one)));
    postgres().pause();
    try {
      const startedMs = performance.now();
      const calls = Array.from({ length: 20 }, () => database.transaction(within(500), one));
      for (const outcome of await Promise.allSettled(calls))
        expect(outcome).toMatchObject({ reason: { code: 'DEADLINE_EXCEEDED' } });
      expect(performance.now() - startedMs).toBeLessThan(1_500);
      const isEmpty = () => database.connections.used === 0 && database.connections.open === 0;
      await until('the silent connections are thrown away', 5_000, isEmpty);
    } finally {
      postgres().resume();
    }
    await Promise.all(Array.from({ length: 8 }, () => database.transaction(within(2_000), one)));
    expect(database.connections.used).toBe(0);
  }, 30_000);
});
