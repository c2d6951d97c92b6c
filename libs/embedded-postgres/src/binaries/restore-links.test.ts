import { mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/temporary-folder';
import { restoreLinks } from './restore-links';

const folder = temporaryFolder();
const lib = join(folder, 'native', 'lib');

it('does nothing for a package that lists none', () => {
  restoreLinks(folder);
  expect(readdirSync(folder)).toEqual([]);
});

it('makes the links that are missing, and leaves what is there', () => {
  mkdirSync(lib, { recursive: true });
  const links = ['libicu.so', 'libicu.so.60', 'libpq.so'].map((name) => ({
    source: 'native/lib/libicu.so.60.2',
    target: `native/lib/${name}`,
  }));
  writeFileSync(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  writeFileSync(join(lib, 'libpq.so'), 'a file');
  // Not there when looked for, there when made: another process was faster.
  symlinkSync('libicu.so.60.2', join(lib, 'libicu.so.60'));
  restoreLinks(folder);
  expect(readdirSync(lib).sort()).toEqual(['libicu.so', 'libicu.so.60', 'libpq.so']);
  expect(readlinkSync(join(lib, 'libicu.so'))).toBe('libicu.so.60.2');
});
