import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from './run-script';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flotilla-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function script(text: string): string {
  const path = join(folder, 'script.js');
  writeFileSync(path, text);
  return path;
}

it.each([
  ['process.exit(Number(process.argv[2]))', 7],
  ['process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 5_000)', 128 + 15],
])('ends as %s does', async (text, code) => {
  await expect(runScript(script(text), ['7'])).resolves.toBe(code);
});

it('passes on what should end it, and listens no more afterwards', async () => {
  const before = process.listenerCount('SIGHUP');
  const ended = runScript(
    script('process.on("SIGHUP", () => process.exit(3)); setTimeout(() => {}, 5_000)'),
    [],
  );
  const poll = setInterval(() => process.emit('SIGHUP', 'SIGHUP'), 500);
  expect([3, 128 + 1]).toContain(await ended); // the script's answer, or the system's when it was not ready for it
  clearInterval(poll);
  expect(process.listenerCount('SIGHUP')).toBe(before);
});
