import { parseLoad } from './parse-load';

it('loads the gateway on this machine steadily unless told otherwise', () => {
  expect(parseLoad([])).toEqual({
    command: 'load',
    scenario: 'steady',
    url: 'http://127.0.0.1:8080',
    overrides: {},
    seed: 1,
    out: '.flotilla/load',
  });
});

it('reads every option, anywhere', () => {
  const rate = ['--rps', '250.5', '--duration=1.5m', '--connections', '10'];
  const place = ['--url', 'http://localhost:18080/', '--registry-url', 'x:1', '--out', 'reports'];
  const more = ['--mix', 'greetings=80,orders=20', '--seed', '7', '--fail-above', '0.1%'];
  expect(parseLoad([...rate, 'ramp', ...place, ...more])).toEqual({
    command: 'load',
    scenario: 'ramp',
    url: 'http://localhost:18080',
    overrides: {
      peakPerSecond: 250.5,
      durationMs: 90_000,
      connections: 10,
      mix: { greetings: 80, orders: 20 },
    },
    seed: 7,
    registryUrl: 'x:1',
    out: 'reports',
    failAbove: 0.001,
  });
});

it('takes a path in place of a mix', () => {
  expect(parseLoad(['--get', '/api/weather/Paris'])).toMatchObject({
    overrides: { path: '/api/weather/Paris' },
  });
});

it.each([
  [['help'], { command: 'help' }],
  [['ramp', '-h'], { command: 'help' }],
  [['list'], { command: 'list' }],
])('understands %j', (args, request) => {
  expect(parseLoad(args)).toEqual(request);
});

it.each(['http://gateway:8080', 'http://[::1]:8080', 'http://127.9.9.9', 'http://localhost'])(
  'takes %s for near',
  (url) => {
    expect(parseLoad(['--url', url])).toMatchObject({ url });
  },
);

it('puts load on a server elsewhere only when told that it may', () => {
  const url = 'http://shop.example.com:8080';
  expect(() => parseLoad(['--url', url])).toThrow(
    `--url ${url} is not on this machine: --target-is-mine says that you may put load on it`,
  );
  expect(() => parseLoad(['--url', 'http://10.0.0.1'])).toThrow(RangeError);
  expect(parseLoad(['--url', url, '--target-is-mine'])).toMatchObject({ url });
});

it.each([
  [['ramp', 'spike'], 'unexpected argument "spike"'],
  [['--rate', '5'], "Unknown option '--rate'"],
  [['--rps', '0'], '--rps must be requests per second, 0.1 to 10000, got "0"'],
  [['--rps', '1e3'], '--rps must be requests per second, 0.1 to 10000, got "1e3"'],
  [['--rps', '10001'], '--rps must be requests per second, 0.1 to 10000, got "10001"'],
  [['--duration', '30'], '--duration must be a time, 1s to 6h, as 30s, 5m or 1h, got "30"'],
  [['--duration', '7h'], '--duration must be a time, 1s to 6h, as 30s, 5m or 1h, got "7h"'],
  [['--connections', '0'], '--connections must be a whole number, 1 to 10000, got "0"'],
  [['--seed', '-1'], "Option '--seed' argument is ambiguous"],
  [['--fail-above', '0.1'], '--fail-above must be a share, 0% to 100%, as 0.1%, got "0.1"'],
  [['--fail-above', '101%'], '--fail-above must be a share, 0% to 100%, as 0.1%, got "101%"'],
  [['--url', 'gateway'], '--url must be as http://127.0.0.1:8080, got "gateway"'],
  [['--url', 'https://localhost'], '--url must be as http://127.0.0.1:8080, got "https://localhost"'],
  [['--url', 'http://localhost/x'], '--url must be as http://127.0.0.1:8080, got "http://localhost/x"'],
  [
    ['--mix', 'greeting=80'],
    '--mix must be as greetings=80,orders=20 (did you mean greetings?), got "greeting=80"',
  ],
  [['--get', 'api'], '--get must be a path, as /api/greetings/Ada, got "api"'],
  [['--get', '/a b'], '--get must be a path, as /api/greetings/Ada, got "/a b"'],
  [['--get', '/a', '--mix', 'orders=1'], '--get and --mix are two ways to say what is asked for: give one'],
  [['--mix', 'orders'], '--mix must be as greetings=80,orders=20, got "orders"'],
  [['--mix', 'orders=1=2'], '--mix must be as greetings=80,orders=20, got "orders=1=2"'],
  [
    ['--mix', 'orders=1,orders=2'],
    '--mix must be as greetings=80,orders=20: once for each, got "orders=1,orders=2"',
  ],
  [['--mix', 'orders=0'], '--mix must be as greetings=80,orders=20: above 0 for one of them, got "orders=0"'],
])('refuses %j', (args, message) => {
  expect(() => parseLoad(args)).toThrow(
    expect.objectContaining({
      name: 'RangeError',
      message: expect.stringContaining(message) as string,
    }) as Error,
  );
});
