import { describeWithPostgres, until } from '@flotilla/testing';
import { emptyDatabase, query } from '../../testing/query';
import { prepareTables } from './migrate';

const reasons: string[] = [];
const logger = {
  info: () => undefined,
  warn: (fields: { reason: string }) => reasons.push(fields.reason),
} as never;
const never = new AbortController().signal;

describeWithPostgres('preparing the tables', (postgres) => {
  beforeEach(() => reasons.splice(0));

  it('is done once by four instances that start together', async () => {
    const url = await emptyDatabase(postgres().url);
    await Promise.all(Array.from({ length: 4 }, () => prepareTables(url, logger, never)));
    await expect(query(url, 'select name from kysely_migration')).resolves.toEqual([{ name: '0001-orders' }]);
    await expect(query(url, 'select count(*)::int from products')).resolves.toEqual([{ count: 7 }]);
  });

  it('changes nothing the second time', async () => {
    const url = await emptyDatabase(postgres().url);
    await prepareTables(url, logger, never);
    await query(url, `update products set price = 1`);
    await prepareTables(url, logger, never);
    await expect(query(url, 'select distinct price from products')).resolves.toEqual([{ price: '1' }]);
  });

  it('refuses tables of a newer release', async () => {
    const url = await emptyDatabase(postgres().url);
    await prepareTables(url, logger, never);
    await query(url, `insert into kysely_migration values ('0002-newer', '2030-01-01T00:00:00Z')`);
    await expect(prepareTables(url, logger, never)).rejects.toMatchObject({
      message: 'cannot bring the tables up to date: a newer release made them: start that one',
      cause: { message: expect.stringContaining('0002-newer') },
    });
  });

  it('says what it may not do, and ends', async () => {
    const url = new URL(await emptyDatabase(postgres().url));
    await query(url.href, `create role visitor login password 'pw'`);
    await query(url.href, 'revoke create on schema public from public');
    await expect(
      prepareTables(Object.assign(url, { username: 'visitor', password: 'pw' }).href, logger, never),
    ).rejects.toThrow('cannot bring the tables up to date: permission denied for schema public');
  });

  it('waits for a database that does not exist yet, and says so', async () => {
    const url = Object.assign(new URL(postgres().url), { pathname: '/late' }).href;
    const ready = prepareTables(url, logger, never);
    await until('it says so', 5_000, () => reasons.length > 0);
    expect(reasons[0]).toBe('database "late" does not exist');
    await query(postgres().url, 'create database late');
    await ready;
  });

  it('waits for a server that is down', async () => {
    const url = await emptyDatabase(postgres().url);
    await postgres().stop();
    const ready = prepareTables(url, logger, never);
    await until('it says so', 5_000, () => reasons.length > 0);
    expect(reasons[0]).toContain('ECONNREFUSED');
    await postgres().restart();
    await ready;
  });

  it.each(['down', 'frozen'])('ends when the process is told to stop while the server is %s', async (how) => {
    const leaving = new AbortController();
    if (how === 'down') await postgres().stop();
    else postgres().pause();
    try {
      const ready = prepareTables(postgres().url, logger, leaving.signal);
      setTimeout(() => leaving.abort(), 100);
      const startedMs = performance.now();
      await expect(ready).rejects.toMatchObject({ name: 'AbortError' });
      expect(performance.now() - startedMs).toBeLessThan(1_500);
    } finally {
      if (how === 'down') await postgres().restart();
      else postgres().resume();
    }
  });
});
