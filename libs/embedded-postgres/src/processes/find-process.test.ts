import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { findProcess } from './find-process';

it('tells what a process runs, as whom, and since when', () => {
  const found = findProcess(process.pid);
  expect(basename(found?.program ?? '')).toBe('node');
  expect(found?.uid).toBe(process.getuid?.());
  expect(found?.started).toMatch(/\d/);
  expect(findProcess(process.pid)?.started).toBe(found?.started);
});

it('knows none that has ended', async () => {
  const child = spawn(process.execPath, ['--version']);
  await once(child, 'exit');
  expect(findProcess(child.pid ?? 0)).toBeUndefined();
});

it.each([NaN, 2 ** 22 + 1])('knows none with the number %d', (pid) => {
  expect(findProcess(pid)).toBeUndefined();
});
