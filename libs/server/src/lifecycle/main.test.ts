import { setImmediate as turn } from 'node:timers/promises';
import { main } from './main';

let written: string[];
let exit: jest.SpyInstance;

beforeEach(() => {
  written = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
});
afterEach(() => jest.restoreAllMocks());

it.each<{ case: string; error: unknown; line: string }>([
  { case: 'an error', error: new RangeError('PORT must be a port'), line: 'PORT must be a port\n' },
  {
    case: 'an error and its cause',
    error: new Error('cannot listen on 127.0.0.1:80', { cause: new Error('EACCES') }),
    line: 'cannot listen on 127.0.0.1:80 (EACCES)\n',
  },
  { case: 'what is no error', error: 'stop', line: 'stop\n' },
])('main tells $case in one line, and exits with 1', async ({ error, line }) => {
  main(() => Promise.reject(error));
  await turn();
  expect(written).toEqual([line]);
  expect(exit).toHaveBeenCalledWith(1);
});

it('main shows where a mistake in the program was made', async () => {
  main(async () => (undefined as unknown as string).length as never);
  await turn();
  expect(written[0]).toMatch(/^TypeError: .*\n +at .*main\.test\.ts/);
  expect(exit).toHaveBeenCalledWith(1);
});

it('main leaves a process that started alone', async () => {
  main(() => Promise.resolve());
  await turn();
  expect(exit).not.toHaveBeenCalled();
});
