import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { run } from './testing/run';

afterEach(() => {
  process.exitCode = 0;
});

async function withServer<T>(answer: RequestListener, use: (address: string) => Promise<T>): Promise<T> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const entry = {
  Service: {
    ID: 'greeter-1',
    Service: 'greeter',
    Address: '127.0.0.1',
    Port: 50_051,
    Meta: { zone: 'a', version: '1.2.3', adminPort: '9464', pid: '77' },
  },
};

const consul: RequestListener = ({ url = '' }, response) => {
  if (url.startsWith('/v1/kv/')) return void response.writeHead(404, { 'x-consul-index': '7' }).end();
  const answers = { leader: '127.0.0.1:8300', services: { consul: [], greeter: [] }, greeter: [entry] };
  const key = new URL(url, 'http://x').pathname.split('/').at(-1) as keyof typeof answers;
  response.writeHead(200, { 'content-type': 'application/json', 'x-consul-index': '7' });
  response.end(JSON.stringify(answers[key] ?? []));
};

it.each([[[]], [['help']], [['--help']], [['-h']]])('lists its commands for %j', async (args) => {
  const { out, code } = await run(...args);
  const names = [
    'up',
    'status',
    'services',
    'instances',
    'pid',
    'policy',
    'drain',
    'undrain',
    'fault',
    'lab',
    'load',
    'new',
  ];
  expect(out.match(/^ {2}\w+/gm)?.map((name) => name.trim())).toEqual(names);
  expect(code).toBe(0);
});

it.each([[['help', 'up']], [['up', '--help']], [['up', '--port', 'x', '-h']]])(
  'lists options for %j',
  async (args) => {
    const { out, code } = await run(...args);
    expect(out).toContain('--greeters N');
    expect(out).toContain('(0 to 50; default 3)');
    expect(code).toBe(0);
  },
);

it.each([
  [['help', 'policy'], 'policy set'],
  [['policy', '-h'], 'policy set'],
  [['help', 'policy', 'set'], 'flotilla policy set <service> [file] [options]: '],
  [['policy', 'set', 'greeter', '--help'], '--if-revision R'],
])('explains a command of two words for %j', async (args, line) => {
  const { out, code } = await run(...args);
  expect(out).toContain(line);
  expect(code).toBe(0);
});

it.each([
  [['statsu'], 'flotilla: unknown command "statsu" (did you mean status?) (see flotilla help)'],
  [['help', 'deploy'], 'flotilla: unknown command "deploy" (see flotilla help)'],
  [['up', '--prot', '1'], 'flotilla: unknown option --prot (did you mean --port?) (see flotilla help up)'],
  [
    ['up', '--greeters', '51'],
    'flotilla: --greeters must be a whole number, 0 to 50, got "51" (see flotilla help up)',
  ],
  [
    ['policy', 'gte'],
    'flotilla: unknown command "policy gte" (did you mean policy get?) (see flotilla help policy)',
  ],
  [['policy'], 'flotilla: policy needs a command (see flotilla help policy)'],
  [['policy', 'get'], 'flotilla: <service> is missing (see flotilla help policy)'],
  [['drain'], 'flotilla: <instance> is missing (see flotilla help drain)'],
  [['status', 'greeter'], 'flotilla: unexpected argument "greeter" (see flotilla help status)'],
])('refuses %j', async (args, line) => {
  expect(await run(...args)).toEqual({ out: '', errors: [line], code: 2 });
});

it('shows how many instances each service has', async () => {
  const { out, json } = await withServer(consul, async (address) => ({
    out: (await run('status', '--registry-url', address)).out,
    json: JSON.parse((await run('status', '--json', '--registry-url', address)).out) as object,
  }));
  expect(out).toMatch(/^registry 127.0.0.1:\d+\n\nSERVICE {2}INSTANCES\ngreeter {2}1$/);
  expect(json).toMatchObject({ services: [{ name: 'greeter', instances: 1 }] });
});

it.each([[[]], [['greeter']]])('lists the instances of %j', async (service) => {
  const args = ['instances', ...service, '--registry-url'];
  const [table, json] = await withServer(consul, async (address) => [
    (await run(...args, address)).out,
    JSON.parse((await run(...args, address, '--json')).out) as object,
  ]);
  expect(table).toBe(
    'ID         SERVICE  ADDRESS          ZONE  VERSION  ADMINPORT  PID  DRAINED\n' +
      'greeter-1  greeter  127.0.0.1:50051  a     1.2.3    9464       77   -',
  );
  const [zone, version, adminPort, pid] = ['a', '1.2.3', '9464', '77'];
  expect(json).toEqual([
    {
      id: 'greeter-1',
      service: 'greeter',
      address: '127.0.0.1:50051',
      zone,
      version,
      adminPort,
      pid,
      drained: false,
    },
  ]);
});

it.each([
  'status',
  'services',
  'instances',
  'up',
  'policy get x',
  'policy set x --value {}',
  'drain x',
  'undrain x',
  'pid x',
])('%s fails in one line when no registry answers', async (command) => {
  const { errors, code } = await run(...command.split(' '), '--registry-url', '127.0.0.1:1');
  expect(errors).toEqual([
    expect.stringMatching(/^flotilla: Consul at \S+ does not answer.*: start it, or .*$/),
  ]);
  expect(code).toBe(1);
});

it('fails in one line when the address is that of something else', async () => {
  const { errors, code } = await withServer(
    (_request, response) => void response.end('<html>hello</html>'),
    (address) => run('status', '--registry-url', address),
  );
  expect(errors).toEqual([expect.stringContaining('start it, or give the address of another')]);
  expect(code).toBe(1);
});

it('refuses an address that is none', async () => {
  const { errors, code } = await run('status', '--registry-url', 'unix:///consul.sock');
  expect(errors).toEqual([expect.stringContaining('unix sockets are not supported')]);
  expect(code).toBe(2);
});
