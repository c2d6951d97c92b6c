import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { findBinaries } from '../binaries/binaries';
import { DatabaseFolder } from '../folder/database-folder';
import { initialise } from '../folder/initialise';
import { query } from '../testing/query';
import { temporaryFolder } from '../testing/temporary-folder';
import { freePort } from './free-port';
import { PostgresServer } from './postgres-server';
import type { PostgresServerOptions } from './postgres-server';

const binaries = findBinaries();
const parent = temporaryFolder();
let folder: DatabaseFolder;
let server: PostgresServer;

beforeAll(async () => {
  folder = new DatabaseFolder(join(parent, 'postgres'));
  await initialise({ binaries, folder });
});
afterEach(() => server.stop('immediate'));

async function start(options: Partial<PostgresServerOptions> = {}): Promise<PostgresServer> {
  return (server = await PostgresServer.start({ binaries, folder, port: await freePort(), ...options }));
}

it('answers who knows the password, and nobody else', async () => {
  const { url } = await start();
  await expect(query(url, 'select 1 + 1 as value')).resolves.toBe(2);
  await expect(query(url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow(
    'password authentication failed',
  );
});

it.each(['fast', 'immediate'] as const)('keeps what it acknowledged over a stop that is %s', async (mode) => {
  const { url } = await start();
  await query(url, `create table ${mode} as select 7 as value`);
  await server.stop(mode);
  expect(server.running).toBe(false);
  await start();
  await expect(query(server.url, `select value from ${mode}`)).resolves.toBe(7);
});

it('tells when it dies, and of what', async () => {
  const { exited, kill } = await start();
  kill.call(server, 'SIGKILL');
  await expect(exited).resolves.toBe('SIGKILL');
});

it('hands over its log', async () => {
  const onLog = jest.fn();
  await start({ onLog });
  const message = 'LOG:  database system is ready to accept connections';
  expect(onLog).toHaveBeenCalledWith({ level: 'debug', message });
});

describe('does not start', () => {
  it('on a port that is taken, and says so', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(
      /^PostgreSQL does not start: it ended by exit code 1\. It said: .*in use/,
    );
    taken.close();
  });

  it.each([
    ['in time', { startTimeoutMs: 1 }, 'it is not ready after 1 ms'],
    ['when it is told to stop', { signal: AbortSignal.abort() }, 'it was told to stop'],
  ])('%s', async (_, options, reason) => {
    await expect(start(options)).rejects.toThrow(`PostgreSQL does not start: ${reason}`);
  });
});
