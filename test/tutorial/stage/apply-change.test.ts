import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyChange } from './apply-change';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flotilla-change-'));
  writeFileSync(join(folder, 'a.ts'), 'one\ntwo\nthree\ntwo\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  ['adds a line after another', ' one\n+more', 'one\nmore\ntwo\nthree\ntwo\n'],
  ['replaces a line between others', ' one\n-two\n+2\n three', 'one\n2\nthree\ntwo\n'],
  ['changes two places', ' one\n+1\n@@\n three\n+3', 'one\n1\ntwo\nthree\n3\ntwo\n'],
  ['removes the last line', ' three\n-two', 'one\ntwo\nthree\n'],
])('%s', (_what, text, expected) => {
  applyChange({ path: 'a.ts', text }, folder);
  expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe(expected);
});

it.each([
  ['are not there', ' four\n+5', 0],
  ['are there twice', '-two\n+2', 2],
])('changes nothing when the lines %s', (_what, text, times) => {
  expect(() => applyChange({ path: 'a.ts', text }, folder)).toThrow(`a.ts has these lines ${times} times:`);
  expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe('one\ntwo\nthree\ntwo\n');
});
