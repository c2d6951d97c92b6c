import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseFolder } from '@flotilla/embedded-postgres';
import { chooseDatabase, prepareDatabase } from './choose-database';

const data = mkdtempSync(join(tmpdir(), 'flotilla-cli-'));
const wishes = { orders: 2, fresh: false, data };
const url = 'postgres://me:secret@db/orders';

afterEach(() => readdirSync(data).forEach((name) => rmSync(join(data, name), { recursive: true })));
afterAll(() => rmSync(data, { recursive: true }));

it('takes the one that DATABASE_URL names, and no other', async () => {
  const given = chooseDatabase({ ...wishes, data: undefined }, { DATABASE_URL: url });
  await expect(given).resolves.toEqual({ kind: 'given', url });
});

it('needs none without orders', async () => {
  await expect(chooseDatabase({ ...wishes, orders: 0 }, {})).resolves.toEqual({ kind: 'none' });
});

it.each([
  [{ fresh: true, data: undefined }, url, '--fresh', 'not that of DATABASE_URL: unset one of them'],
  [{}, url, '--data', 'not that of DATABASE_URL: unset one of them'],
  [{ fresh: true, orders: 0 }, undefined, '--fresh', 'which has none with --orders 0: unset one of them'],
])('refuses what would do nothing: %j with DATABASE_URL %s', async (change, DATABASE_URL, option, reason) => {
  await expect(chooseDatabase({ ...wishes, ...change }, { DATABASE_URL })).rejects.toThrow(
    new RangeError(`${option} is about the own database of a fleet, ${reason}`),
  );
  expect(readdirSync(data)).toEqual([]);
});

it('refuses an address that is none, without its password', async () => {
  const refused = chooseDatabase(wishes, { DATABASE_URL: 'mysql://me:secret@db/orders' });
  await expect(refused).rejects.toThrow(
    'DATABASE_URL must be like postgres://user:password@host:port/database',
  );
  await expect(refused).rejects.not.toThrow('secret');
});

it('takes its own for itself: not what another fleet that lives uses', async () => {
  await expect(chooseDatabase(wishes, {})).resolves.toMatchObject({ kind: 'own' });
  rmSync(join(data, 'owner-1'));
  new DatabaseFolder(data).claim(process.ppid);
  await expect(chooseDatabase(wishes, {})).rejects.toThrow(`another fleet (pid ${process.ppid}) uses`);
});

it('refuses what PostgreSQL could not use, before anything starts; throws it away only when told', async () => {
  const folder = new DatabaseFolder(data);
  folder.urlAt(1);
  mkdirSync(folder.data);
  writeFileSync(join(folder.data, 'PG_VERSION'), '9');
  await expect(prepareDatabase({ folder }, false)).rejects.toThrow('is of PostgreSQL 9');
  folder.claim(process.ppid);
  await expect(prepareDatabase({ folder }, true)).rejects.toThrow(`another fleet (pid ${process.ppid}) uses`);
  rmSync(join(data, 'owner-1'));
  await prepareDatabase({ folder }, true);
  expect(readdirSync(data).sort()).toEqual(['owner-1', 'password']);
});
