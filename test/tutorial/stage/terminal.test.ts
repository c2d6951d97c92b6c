import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@flotilla/testing';
import { Terminal } from './terminal';

const limitMs = 10_000;
let folder: string;
let terminal: Terminal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flotilla-terminal-'));
  terminal = new Terminal(folder, { cwd: folder, env: { PATH: process.env['PATH'] ?? '' } });
});
afterEach(async () => {
  await terminal.close();
  rmSync(folder, { recursive: true });
});

async function run(code: string) {
  terminal.type(code);
  const { exit } = await terminal.ended(limitMs);
  return { exit, output: terminal.output };
}

it('shows what commands print, to both outputs', async () => {
  expect(await run('echo one; echo two >&2')).toEqual({ exit: 0, output: 'one\ntwo\n' });
});

it('keeps what a block has set', async () => {
  await run('ID=7; cd /');
  expect(await run('echo $ID $PWD')).toEqual({ exit: 0, output: '7 /\n' });
});

it.each([
  ['false; true', 1],
  ['sh -c "exit 3"; false', 3],
  ['false | true', 1],
  ['false || true', 0],
  ['if false; then true; fi', 0],
])('says of %s that the first failure is %i', async (code, exit) => {
  expect(await run(code)).toMatchObject({ exit });
});

it('gives commands nothing to read', async () => {
  expect(await run('cat; echo done')).toEqual({ exit: 0, output: 'done\n' });
});

it('ends what runs with Ctrl-C, and takes the next block', async () => {
  terminal.type('echo on; sleep 60');
  await until('it runs', limitMs, () => terminal.output.includes('on'));
  expect(terminal.isBusy).toBe(true);
  await terminal.interrupt(1);
  await terminal.ended(limitMs);
  expect(await run('echo next')).toEqual({ exit: 0, output: 'next\n' });
});

it('says what was shown when commands take too long', async () => {
  terminal.type('echo on; sleep 60');
  await expect(terminal.ended(500)).rejects.toThrow(/not within 500 ms: the commands have ended\non/);
});

it('says so when its shell has ended', async () => {
  terminal.type('echo last; exit 4');
  await expect(terminal.ended(limitMs)).rejects.toThrow(/its shell ended \(4\)\nlast/);
});

it.each([
  ['hears no Ctrl-C', "trap '' INT; echo $BASHPID; sleep 60"],
  ['goes on in the background', 'sleep 60 & echo $!'],
])('leaves nothing behind that %s', async (_what, code) => {
  terminal.type(code);
  await until('it runs', limitMs, () => /\d+/.test(terminal.output));
  const pid = Number(/\d+/.exec(terminal.output)?.[0]);
  await terminal.close();
  await until('it is gone', limitMs, () => !isAlive(pid));
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
