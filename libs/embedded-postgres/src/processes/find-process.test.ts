import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findProcess } from './find-process';

it('tells when a process started, and its command', () => {
  const found = findProcess(process.pid);
  expect(found?.command).toContain('jest');
  expect(found?.started).toMatch(/\d/);
  expect(findProcess(process.pid)?.started).toBe(found?.started);
});

it('knows none that has ended', async () => {
  const child = spawn(process.execPath, ['--version']);
  await once(child, 'exit');
  expect(findProcess(child.pid ?? 0)).toBeUndefined();
});
