import { EventEmitter } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseFolder } from '@flotilla/embedded-postgres';
import { freePort } from '@flotilla/testing';
import { leaveRequests } from './leave-requests';
import { runPostgres } from './run-postgres';

const path = mkdtempSync(join(tmpdir(), 'flotilla-app-postgres-'));

afterEach(() => {
  const owners = readdirSync(path).filter((name) => name.startsWith('owner-'));
  for (const name of owners) rmSync(join(path, name));
});
afterAll(() => rmSync(path, { recursive: true }));

interface Entry {
  readonly level: string;
  readonly message: string;
  readonly fields: { readonly pid?: number } | undefined;
}

/** Runs it until `onReady` has done something to it. */
async function run(onReady: (source: EventEmitter, pid: number) => void) {
  const port = await freePort();
  const source = new EventEmitter();
  const entries: Entry[] = [];
  const config = { DATA_DIRECTORY: path, PORT: port };
  const code = await runPostgres(
    config,
    (level, message, fields) => {
      entries.push({ level, message, fields });
      if (message === 'ready')
        onReady(source, entries.find((entry) => entry.message === 'listening')?.fields?.pid ?? 0);
    },
    leaveRequests(source),
  );
  return { code, port, entries, messages: entries.map(({ level, message }) => `${level} ${message}`) };
}

it.each(['SIGTERM', 'SIGINT', 'disconnect'])(
  'says where it listens, and leaves in order at %s',
  async (event) => {
    const { code, port, entries, messages } = await run((source) => source.emit(event));
    expect(entries).toContainEqual({
      level: 'info',
      message: 'listening',
      fields: { addresses: [{ host: '127.0.0.1', port }], pid: expect.any(Number) },
    });
    expect(messages).toContain('debug LOG:  received fast shutdown request');
    expect(code).toBe(0);
  },
);

it('fails when PostgreSQL dies', async () => {
  const { code, messages } = await run((_, pid) => process.kill(pid, 'SIGKILL'));
  expect(messages).toContain('error PostgreSQL ended by SIGKILL');
  expect(code).toBe(1);
});

it('leaves data alone that another fleet uses', async () => {
  new DatabaseFolder(path).claim(1);
  await expect(run(() => undefined)).rejects.toThrow(`another fleet (pid 1) uses ${path}`);
});

it('leaves well when it is told to before it is ready', async () => {
  const leave = AbortSignal.abort();
  const log = jest.fn();
  await expect(runPostgres({ DATA_DIRECTORY: path, PORT: await freePort() }, log, leave)).resolves.toBe(0);
  expect(log).not.toHaveBeenCalledWith('info', 'ready');
});
