import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/temporary-folder';
import { claim } from './claim';

const file = join(temporaryFolder(), 'owner');
const ownPid = process.pid;
const otherPid = process.ppid;

it('takes what is free, any number of times, and keeps others off', () => {
  expect(claim(file, otherPid)).toBeUndefined();
  expect(claim(file, otherPid)).toBeUndefined();
  expect(claim(file, ownPid)).toBe(otherPid);
});

it.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, started: '1' })],
  ['a process whose number another has since', JSON.stringify({ pid: otherPid, started: 'long ago' })],
  ['nobody', '{"pid":'],
])('takes what was that of %s', (_, content) => {
  writeFileSync(file, content);
  expect(claim(file, ownPid)).toBeUndefined();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: ownPid });
});
