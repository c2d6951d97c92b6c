import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findBinaries } from '../binaries/binaries';
import { DatabaseFolder } from '../folder/database-folder';
import { initialise } from '../folder/initialise';
import { wipe } from '../folder/wipe';
import { findProcess } from '../processes/find-process';
import { identify } from '../processes/process-identity';
import { describeAsRoot } from '../testing/describe-as-root';
import { query } from '../testing/query';
import { runSources } from '../testing/run-sources';
import { temporaryFolder } from '../testing/temporary-folder';
import { endOrphan } from './end-orphan';
import { freePort } from './free-port';
import { PostgresServer } from './postgres-server';
import { settings } from './settings';

const binaries = findBinaries();
const parent = temporaryFolder();
const gone = 2 ** 22 + 1;

describe('with PostgreSQL', () => {
  let folder: DatabaseFolder;
  let server: PostgresServer | undefined;
  let byHand: ChildProcess | undefined;

  beforeAll(async () => {
    folder = new DatabaseFolder(join(parent, 'postgres'));
    await initialise({ binaries, folder });
  });
  afterEach(async () => {
    await server?.stop('immediate');
    if (byHand?.kill('SIGQUIT')) await once(byHand, 'exit');
  });

  async function start(): Promise<PostgresServer> {
    return (server = await PostgresServer.start({ binaries, folder, port: await freePort() }));
  }

  it('is ended when who started it was killed', async () => {
    const starter = runSources(`
      const fs = require('node:fs');
      const { existsSync } = fs;
      // As where the kernel does not end it with its parent.
      fs.existsSync = (path) => path !== '/usr/bin/setpriv' && existsSync(path);
      const { DatabaseFolder } = require('./folder/database-folder');
      const { PostgresServer } = require('./server/postgres-server');
      const folder = new DatabaseFolder(${JSON.stringify(folder.path)});
      const options = { binaries: ${JSON.stringify(binaries)}, folder, port: ${await freePort()} };
      PostgresServer.start(options).then(({ pid }) => console.log(String(pid)));
    `);
    const orphan = Number(await once(starter.stdout, 'data'));
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    expect(findProcess(orphan)).toBeDefined();
    const { url } = await start();
    expect(findProcess(orphan)).toBeUndefined();
    await expect(query(url, 'select 3 as value')).resolves.toBe(3);
  });

  it('is left alone while who started it lives', async () => {
    const { pid } = await start();
    jest.useFakeTimers();
    const refused = expect(endOrphan(folder)).rejects.toThrow(`PostgreSQL with pid ${pid}: stop it`);
    await jest.advanceTimersByTimeAsync(3_100);
    jest.useRealTimers();
    await refused;
    expect(server?.running).toBe(true);
  });

  it('is waited for while who started it ends it', async () => {
    const first = await start();
    const second = start();
    await first.stop();
    await expect(query((await second).url, 'select 4 as value')).resolves.toBe(4);
  });

  it.each(['data', './data/'])('is left alone when it was started by hand, on %s', async (data) => {
    const port = await freePort();
    byHand = spawn(binaries.postgres, ['-D', data, ...settings(port, folder.version ?? 0)], {
      ...folder.user,
      cwd: folder.path,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const lines = createInterface({ input: byHand.stderr as NodeJS.ReadableStream });
    for await (const line of lines) if (line.includes('ready to accept')) break;
    const refusal = `${folder.data} is used by the PostgreSQL with pid ${byHand.pid}: stop it, or set DATABASE_URL`;
    await expect(start()).rejects.toThrow(refusal);
    await expect(wipe(folder)).rejects.toThrow(refusal);
    await expect(query(folder.urlAt(port), 'select 5 as value')).resolves.toBe(5);
    expect(existsSync(join(folder.data, 'postmaster.pid'))).toBe(true);
  });
});

describe('with a lock file', () => {
  const folder = new DatabaseFolder(join(parent, 'locked'));
  const lock = join(folder.data, 'postmaster.pid');
  const endless = ['-e', 'setInterval(() => {}, 1000)'];
  let holder: ChildProcess | undefined;

  beforeAll(() => mkdirSync(folder.data));
  afterEach(() => void holder?.kill('SIGKILL'));

  /** A process whose number the lock file has, and the note of who started it. */
  function lockedBy(argv0: string, options: object = folder.user ?? {}): void {
    holder = spawn(process.execPath, endless, { argv0, ...options });
    writeFileSync(lock, `${holder.pid}\n${folder.data}\n`);
    writeFileSync(join(folder.path, 'server'), `${identify(holder.pid ?? 0)}\n${identify(gone)}\n`);
  }

  const isUnharmed = (): boolean => (holder?.exitCode ?? holder?.signalCode) === null;

  it('removes that of a process that is gone', async () => {
    writeFileSync(lock, `${gone}\n`);
    await endOrphan(folder);
    expect(existsSync(lock)).toBe(false);
  });

  it('removes that of a process that is no PostgreSQL, and leaves that alone', async () => {
    lockedBy('/somewhere/postgres/node');
    await endOrphan(folder);
    expect(existsSync(lock)).toBe(false);
    expect(isUnharmed()).toBe(true);
  });

  it.each(['/somewhere/postgres', 'postmaster', 'postgres: writer'])(
    'leaves %s alone when the note is about one that had its number before',
    async (program) => {
      lockedBy(program);
      writeFileSync(join(folder.path, 'server'), `${holder?.pid} long ago\n${identify(gone)}\n`);
      await expect(endOrphan(folder)).rejects.toThrow(`is used by the PostgreSQL with pid ${holder?.pid}`);
      expect(existsSync(lock)).toBe(true);
      expect(isUnharmed()).toBe(true);
    },
  );

  describeAsRoot('a process of root', () => {
    it('is left alone, whatever the owner of the folder wrote down', async () => {
      lockedBy('postgres', {});
      await expect(endOrphan(folder)).rejects.toThrow(`is used by the PostgreSQL with pid ${holder?.pid}`);
      expect(isUnharmed()).toBe(true);
    });
  });
});
