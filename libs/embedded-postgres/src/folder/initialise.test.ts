import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries } from '../binaries/binaries';
import { temporaryFolder } from '../testing/temporary-folder';
import { DatabaseFolder } from './database-folder';
import { initialise } from './initialise';
import { wipe } from './wipe';

const binaries = findBinaries();
const parent = temporaryFolder();

function newFolder(name: string): DatabaseFolder {
  return new DatabaseFolder(join(parent, name));
}

/** A folder whose data say that they are of PostgreSQL 9. */
function oldFolder(name: string): DatabaseFolder {
  const folder = newFolder(name);
  mkdirSync(folder.data);
  writeFileSync(join(folder.data, 'PG_VERSION'), '9\n');
  return folder;
}

it('fills an empty folder once, with a random password that only its owner reads', async () => {
  const folder = newFolder('fresh');
  mkdirSync(join(folder.path, 'initdb-killed'));
  await initialise({ binaries, folder });
  const made = statSync(join(folder.data, 'PG_VERSION')).mtimeMs;
  await initialise({ binaries, folder });
  expect(statSync(join(folder.data, 'PG_VERSION')).mtimeMs).toBe(made);
  expect(readdirSync(folder.path).sort()).toEqual(['data', 'password']);
  expect(statSync(folder.passwordFile).mode & 0o777).toBe(0o600);
  expect(readFileSync(folder.passwordFile, 'utf8')).toMatch(/^[\w-]{32}$/);
});

it('leaves nothing half done when it is aborted', async () => {
  const folder = newFolder('aborted');
  await expect(initialise({ binaries, folder, signal: AbortSignal.timeout(50) })).rejects.toThrow(
    'ended by SIGKILL',
  );
  expect(readdirSync(folder.path)).toEqual(['password']);
  expect(folder.version).toBeUndefined();
});

it('refuses data of another version', async () => {
  const folder = oldFolder('old');
  await expect(initialise({ binaries, folder })).rejects.toThrow(
    /data is of PostgreSQL 9, and this is \d\d: dump it with 9, or delete it to start over$/,
  );
});

it('does not make up a password for data that have one', () => {
  expect(() => oldFolder('lost').urlAt(5_432)).toThrow(/password is missing: put it back, or delete/);
});

it('throws away what it filled, and nothing else', async () => {
  const folder = newFolder('mine');
  await wipe(folder);
  mkdirSync(folder.data);
  await expect(wipe(folder)).rejects.toThrow(/data was not made here: move it away/);
  rmSync(folder.data, { recursive: true });
  expect(folder.urlAt(5_432)).toMatch(/^postgres:\/\/postgres:[\w-]{32}@127\.0\.0\.1:5432\/postgres$/);
  mkdirSync(folder.data);
  await wipe(folder);
  expect(readdirSync(folder.path)).toEqual(['password']);
});

it('is claimed by one process at a time', () => {
  const folder = newFolder('claimed');
  folder.claim(process.ppid);
  expect(() => folder.claim()).toThrow(
    `another fleet (pid ${process.ppid}) uses ${folder.path}: stop it, or set DATABASE_URL`,
  );
});
