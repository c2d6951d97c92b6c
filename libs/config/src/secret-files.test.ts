import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig, optionalText, port, postgresUrl } from './index';

const shape = { TOKEN: optionalText(), PORT: port(1) };
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
  path = join(folder, 'secret');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a configuration is refused with. */
function refusal(environment: Record<string, string>): string {
  try {
    loadConfig({ ...shape, DATABASE_URL: postgresUrl().optional() }, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message.replaceAll(folder, '/run');
  }
  throw new Error('it was accepted');
}

it('takes a value from the file that X_FILE names, trimmed, and checks it as any other', () => {
  writeFileSync(path, '  8080\n');
  expect(loadConfig(shape, { PORT_FILE: path, TOKEN: 'direct', TOKEN_FILE: ' ' })).toEqual({
    PORT: 8080,
    TOKEN: 'direct',
  });
});

it('leaves alone a variable of the shape whose own name ends in _FILE', () => {
  const own = { LOG: optionalText(), LOG_FILE: optionalText() };
  expect(loadConfig(own, { LOG_FILE: '/not/there' })).toEqual({ LOG_FILE: '/not/there' });
});

it('refuses both, and shows neither', () => {
  writeFileSync(path, 'hunter2');
  expect(refusal({ TOKEN: 'hunter3', TOKEN_FILE: path })).toBe(
    'bad configuration:\n  TOKEN_FILE is "/run/secret", but TOKEN is set as well: unset one of the two',
  );
});

it('never shows what a file holds', () => {
  writeFileSync(path, 'mysql://a:hunter2@db/orders');
  expect(refusal({ DATABASE_URL_FILE: path })).toBe(
    'bad configuration:\n  DATABASE_URL must be like postgres://user:password@host:port/database; what /run/secret holds is not shown',
  );
});

it.each([
  ['is not there', undefined, 'that file cannot be read: ENOENT'],
  ['is empty', ' \n', 'that file is empty'],
  ['is too long', 'x'.repeat(65_537), 'that is no file of 65536 bytes at most'],
])('says so when the file %s', (_name, content, problem) => {
  if (content !== undefined) writeFileSync(path, content);
  expect(refusal({ TOKEN_FILE: path, PORT: 'x' })).toBe(
    `bad configuration:\n  TOKEN_FILE is "/run/secret", but ${problem}\n  PORT must be a port, 0 to 65535, got "x"`,
  );
});

it('says so when it is a folder, and does not call a variable unset that has a file', () => {
  const read = () => loadConfig({ DATABASE_URL: postgresUrl() }, { DATABASE_URL_FILE: folder });
  expect(read).toThrow(
    new ConfigError(
      `bad configuration:\n  DATABASE_URL_FILE is "${folder}", but that is no file of 65536 bytes at most`,
    ),
  );
});
