import { createLogger } from './logger';

const secret = 's3cr3t';

/** The line that is logged of these fields. */
function lineOf(fields: object, message?: string): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  createLogger({ level: 'info', base: { service: 'orders' }, destination }).info(fields, message);
  return lines.join('');
}

/** As `new URL` throws it, with what it was given. */
function badUrl(input: string): Error {
  return Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input });
}

it.each([
  [
    'the headers of a request',
    { request: { headers: { Authorization: `Bearer ${secret}`, cookie: secret } } },
  ],
  ['cookies of an answer', { headers: { 'set-cookie': ['a=b', `session="${secret}]"; Secure`] } }],
  ['the token of Consul, four objects deep', { a: { b: { c: { d: { 'x-consul-token': secret } } } } }],
  [
    'an environment',
    { env: { CONSUL_HTTP_TOKEN: secret, DATABASE_URL: `postgres://me:${secret}@db/orders` } },
  ],
  ['a password with quotes and slashes', { password: `\\"${secret}"\\` }],
  ['an API key beside what is public', { user: { name: 'ada', apiKey: secret } }],
  [
    'a database that refuses',
    { err: new Error(`connect to postgres://orders:${secret}@10.0.0.7:5432/orders`) },
  ],
  ['an address that is none', { err: badUrl(`http://consul:${secret}/@8500`) }],
  ['an error that carries its request', Object.assign(new Error('401'), { config: { token: secret } })],
])('blanks what is secret in %s', (_, fields) => {
  const line = lineOf(fields, 'failed');
  expect(line).not.toContain(secret);
  expect(line).toMatch(/\[Redacted\]|:\/\/\*\*\*@/);
  expect(() => JSON.parse(line) as unknown).not.toThrow();
});

it('blanks the password of a URL in a message', () => {
  const { msg } = JSON.parse(lineOf({}, `cannot reach http://me:${secret}@consul:8500/v1`)) as {
    msg: string;
  };
  expect(msg).toBe('cannot reach http://***@consul:8500/v1');
});

it('blanks a number, and nothing beside it', () => {
  const { time: _time, ...rest } = JSON.parse(lineOf({ token: 7, next: 8 })) as Record<string, unknown>;
  expect(rest).toEqual({ level: 'info', service: 'orders', token: '[Redacted]', next: 8 });
});

it.each([
  { idempotencyKey: 'my-first', tokens: 3, passwordLess: true },
  { reason: 'set "token": it is missing', address: 'http://127.0.0.1:8500' },
  { file: 'file:///app/node_modules/@flotilla/call/index.js', mail: 'ada@example.org' },
  { message: 'cookies are {"token":"in a text"}' },
])('leaves %j alone', (fields) => {
  expect(JSON.parse(lineOf(fields))).toMatchObject(fields);
});

it('takes a long line that never closes its quote as it comes', () => {
  expect(JSON.parse(lineOf({ token: '"\\'.repeat(200_000) }))).toMatchObject({ token: '[Redacted]' });
});
