import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from './free-port';
import { Program } from './program';

it('keeps what a program printed and ends it, frozen or not', async () => {
  const program = new Program(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)']);
  while (!program.output.includes('up')) await new Promise(setImmediate);
  expect(program.running).toBe(true);
  program.kill('SIGSTOP');
  await program.stop();
  expect(program.running).toBe(false);
  await program.stop();
});

it('says why a program did not start', async () => {
  const program = new Program(process.execPath, ['-e', 'console.error("no such port"); process.exit(3)']);
  while (program.running) await new Promise(setImmediate);
  while (program.output === '') await new Promise(setImmediate);
  expect(program.output).toContain('no such port');
});

it('finds a port where nobody listens', async () => {
  const socket = connect(await freePort(), '127.0.0.1');
  const [error] = (await once(socket, 'error').catch((refused: unknown) => [refused])) as [
    NodeJS.ErrnoException,
  ];
  expect(error.code).toBe('ECONNREFUSED');
});
