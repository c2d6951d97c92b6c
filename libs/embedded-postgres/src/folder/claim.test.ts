import { once } from 'node:events';
import fs, { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify } from '../processes/process-identity';
import { runSources } from '../testing/run-sources';
import { temporaryFolder } from '../testing/temporary-folder';
import { claim } from './claim';

const folder = { path: temporaryFolder(), user: undefined };
const ownPid = process.pid;
const otherPid = process.ppid;
const gone = identify(2 ** 22 + 1);

afterEach(() => readdirSync(folder.path).forEach((name) => rmSync(join(folder.path, name))));

it('takes what is free, any number of times, and keeps others off', () => {
  expect(claim(folder, otherPid)).toBeUndefined();
  expect(claim(folder, otherPid)).toBeUndefined();
  expect(claim(folder, ownPid)).toBe(otherPid);
  expect(readdirSync(folder.path)).toEqual(['owner-1']);
});

it.each([
  ['a process that is gone', gone],
  ['a process whose number another has since', `${otherPid} long ago`],
  ['nobody', ''],
])('takes what was that of %s', (_, content) => {
  writeFileSync(join(folder.path, 'owner-7'), content);
  expect(claim(folder, ownPid)).toBeUndefined();
  expect(readdirSync(folder.path)).toEqual(['owner-8']);
  expect(readFileSync(join(folder.path, 'owner-8'), 'utf8')).toBe(identify(ownPid));
});

it('takes nothing by what it saw before others came and went', () => {
  writeFileSync(join(folder.path, 'owner-9'), identify(otherPid));
  jest.spyOn(fs, 'readdirSync').mockReturnValueOnce(['owner-7'] as never);
  expect(claim(folder, ownPid)).toBe(otherPid);
  expect(readdirSync(folder.path)).toEqual(['owner-9']);
});

it('gives up where no file can be the next', () => {
  writeFileSync(join(folder.path, 'owner-999999999'), gone);
  writeFileSync(join(folder.path, 'owner-1000000000'), gone);
  expect(() => claim(folder, ownPid)).toThrow(/^cannot claim .*: delete its files owner-\*/);
});

/** At each time that it reads, it claims the folder, and prints whose that is then. */
const claimant = `
  const { claim } = require('./folder/claim');
  process.stdin.on('data', (time) => {
    while (Date.now() < Number(time));
    console.log(claim({ path: ${JSON.stringify(folder.path)} }, process.pid) ?? process.pid);
  });
  console.log('ready');
`;

it.each([
  ['nobody', []],
  ['the dead', [gone]],
])('goes from %s to one of those who claim it at the same instant', async (_, owners) => {
  const claimants = Array.from({ length: 3 }, () => runSources(claimant));
  const heard = (): Promise<string[]> =>
    Promise.all(claimants.map(async ({ stdout }) => String(await once(stdout, 'data'))));
  try {
    await heard();
    for (let round = 0; round < 20; round += 1) {
      readdirSync(folder.path).forEach((name) => rmSync(join(folder.path, name)));
      owners.forEach((owner) => writeFileSync(join(folder.path, 'owner-7'), owner));
      const time = Date.now() + 20;
      for (const { stdin } of claimants) stdin.write(String(time));
      expect(new Set(await heard()).size).toBe(1);
    }
  } finally {
    for (const child of claimants) child.kill();
  }
});
