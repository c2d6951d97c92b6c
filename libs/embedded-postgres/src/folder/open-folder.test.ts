import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeAsRoot } from '../testing/describe-as-root';
import { temporaryFolder } from '../testing/temporary-folder';
import { openFolder } from './open-folder';

const parent = temporaryFolder();

function folderWith(name: string, ...names: string[]): string {
  const path = join(parent, name);
  mkdirSync(path, { mode: 0o755 });
  for (const each of names) writeFileSync(join(path, each), '');
  return path;
}

it("closes only its own folder to others, and opens the parents whatever root's umask", () => {
  const umask = process.umask(process.getuid?.() === 0 ? 0o077 : 0o022);
  try {
    openFolder(join(parent, 'made', 'parent', 'child'));
  } finally {
    process.umask(umask);
  }
  const modes = ['made', 'made/parent', 'made/parent/child'].map((name) => statSync(join(parent, name)).mode);
  expect(modes.map((mode) => mode & 0o777)).toEqual([0o755, 0o755, 0o700]);
});

it('says what to do when the folder cannot be one', () => {
  const file = join(parent, 'file');
  writeFileSync(file, '');
  expect(() => openFolder(file)).toThrow(/^cannot use .*file \(EEXIST\): give it to/);
});

describeAsRoot('a folder, opened by root', () => {
  it.each([
    ['empty', []],
    [
      'own',
      ['data', 'password', 'server', 'owner-12', 'owner-12-draft-0f', 'password-draft-0f', 'initdb-x7'],
    ],
  ])('gives a folder of its own to the user of PostgreSQL: %s', (name, names) => {
    const path = folderWith(name, ...names);
    const user = openFolder(path).user;
    expect(statSync(path)).toMatchObject({ uid: 65_534, gid: 65_534 });
    expect(user).toEqual({ uid: 65_534, gid: 65_534 });
  });

  it.each(['notes.txt', 'data.txt', 'passwords'])('refuses a folder of root with %s in it', (other) => {
    const path = folderWith(`with ${other}`, 'data', other);
    expect(() => openFolder(path)).toThrow(
      `${path} is root's and holds other things (${other}): name an empty folder, or a new one`,
    );
    expect(statSync(path).uid).toBe(0);
  });

  it('leaves a folder to its owner, who is the user of PostgreSQL', () => {
    const path = folderWith('theirs', 'notes.txt');
    chownSync(path, 1_234, 1_235);
    expect(openFolder(path).user).toEqual({ uid: 1_234, gid: 1_235 });
    chmodSync(path, 0o600);
    expect(() => openFolder(path)).toThrow(`user 1234 may not enter ${path}`);
  });

  it('neither makes nor changes what the user of PostgreSQL cannot reach', () => {
    const closed = folderWith('closed');
    const there = join(closed, 'there');
    mkdirSync(there);
    chmodSync(closed, 0o700);
    for (const path of [there, join(closed, 'new', 'deep')])
      expect(() => openFolder(path)).toThrow(`user 65534 may not enter ${closed}`);
    expect(readdirSync(closed)).toEqual(['there']);
    expect(statSync(there).uid).toBe(0);
    expect(existsSync(join(closed, 'new'))).toBe(false);
  });
});
