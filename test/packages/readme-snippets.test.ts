import { freePort, until } from '@flotilla/testing';
import { compileProjects, CopyProject, installPacked } from './copy-project';
import type { Format } from './copy-project';
import { packedLibraries } from './packed-libraries';
import { withQuotesAt } from './quotes-server';
import { snippetOf, withPorts } from './readme-snippet';
import type { Ports } from './readme-snippet';
import { temporaryFolder } from './temporary-folder';

jest.setTimeout(60_000);

const ownPorts = ['8080', '8081', '8082', '9464', '54_321'];

/** What each snippet that ends by itself prints. */
const printed: { library: string; lines: RegExp[]; env?: Record<string, string> }[] = [
  { library: 'call', lines: [/^demo\.v1\.Echo\/Say \d+ ms$/m, /^hello!$/m] },
  { library: 'client', lines: [/^hello!$/m] },
  { library: 'config', lines: [/^8081 4 no collector$/m], env: { PORT: '8081', MODE: 'fast' } },
  {
    library: 'discovery',
    lines: [/^quotes-1 is at 127\.0\.0\.1:\d+ \{ stale: false \}$/m, /value: 'good day'/],
  },
  { library: 'embedded-postgres', lines: [/^ready: postgres:\/\/postgres:…@127\.0\.0\.1:\d+\/postgres$/m] },
  {
    library: 'governance',
    lines: [
      /^in force: .*"callMs":500/m,
      /^refused: .*retry\.maxAttempts/m,
      /^still in force: \[ 'quotes-2' \]$/m,
    ],
  },
  {
    library: 'telemetry',
    lines: [/"service":"greeter".*"port":50051.*"msg":"listening"/, /^teas_total 1$/m],
  },
  { library: 'transport-grpc-js', lines: [/^\{ text: 'hello!' \}$/m] },
];

/** Those that need others: servers, or somebody who ends them. */
const driven = ['balancing', 'fault-tolerance', 'server'];

let ports: Ports;
let projects: Record<Format, CopyProject>;
const folder = temporaryFolder();

beforeAll(async () => {
  ports = Object.fromEntries(
    await Promise.all(ownPorts.map(async (port) => [port, await freePort()] as const)),
  );
  expect(await installPacked(folder)).toEqual({ code: 0, output: expect.any(String) });
  const sources = new Map(packedLibraries.map((name) => [name, withPorts(snippetOf(name), ports)]));
  projects = {
    commonjs: new CopyProject(folder, 'commonjs', sources),
    module: new CopyProject(folder, 'module', sources),
  };
  expect(await compileProjects(folder)).toEqual({ code: 0, output: '' });
}, 240_000);

it('runs the snippet of every library that is packed', () => {
  expect([...printed.map(({ library }) => library), ...driven].sort()).toEqual(packedLibraries);
});

describe.each<Format>(['commonjs', 'module'])('in a project of type %s', (format) => {
  const start = (...args: Parameters<CopyProject['start']>) => projects[format].start(...args);

  it.each(printed)('the snippet of $library does what it says', async ({ library, lines, env }) => {
    const { code, output } = await start(library, env).ended;
    for (const line of lines) expect(output).toMatch(line);
    expect(code).toBe(0);
  });

  it('that of config names all that is wrong', async () => {
    const { code, output } = await start('config', { PORT: 'abc', MODE: 'slow' }).ended;
    expect(output).toContain('PORT must be a port, 0 to 65535, got "abc"');
    expect(output).toContain('MODE must be one of fast, careful, got "slow"');
    expect(code).toBe(1);
  });

  it('that of balancing calls one of its servers', async () => {
    const [one = 0, other = 0] = [ports['8081'], ports['8082']];
    const running = () => start('balancing').ended;
    const ended = await withQuotesAt(one, () => withQuotesAt(other, running));
    expect(ended).toEqual({ code: 0, output: '{"text":"Simplicity is prerequisite."}\n' });
  });

  it('that of fault-tolerance answers with its server, and without', async () => {
    const running = () => start('fault-tolerance').ended;
    const served = await withQuotesAt(ports['8081'] ?? 0, running);
    expect(served).toEqual({ code: 0, output: "{ text: 'Simplicity is prerequisite.' }\n" });
    expect(await running()).toEqual({ code: 0, output: "{ text: 'no quote today' }\n" });
  });

  it('that of server answers, is ready, and leaves at SIGTERM', async () => {
    const { child, ended } = start('server');
    const answer = (port: string, path: string) => fetch(`http://127.0.0.1:${ports[port]}${path}`);
    const isReady = () =>
      answer('9464', '/readyz').then(
        ({ ok }) => ok,
        () => false,
      );
    await until('the service is ready', 15_000, isReady);
    expect(await (await answer('8080', '/quote')).json()).toEqual({
      text: expect.stringMatching(/^Simplicity/),
    });
    expect(await (await answer('9464', '/metrics')).text()).toContain(
      'http_server_request_duration_seconds_count',
    );
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });
});
