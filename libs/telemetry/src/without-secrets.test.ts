import fc from 'fast-check';
import { createLogger } from './logger';
import { withoutSecrets } from './without-secrets';

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
  ['lists in lists', { secret: [['a'], secret, [{ deep: [secret] }]], next: [1] }],
  ['an object', { credentials: { secret: { value: secret, of: ['x'] } } }],
  ['a password in a URL that has a quote', { url: `postgres://orders:pa"${secret}@db` }],
  ['a password in a URL that has a blank', { url: `postgres://orders:pa ${secret}@x@db/orders` }],
  ['JSON in a text', { body: JSON.stringify({ password: `hun"ter\\2\n${secret}`, next: 1 }) }],
  ['JSON in a text that is cut', { body: `{"password":"${secret}` }],
  ['a query', { url: `/v1/kv?stale&token=${secret}&dc=1` }],
  ['a connection string', { reason: `cannot connect: host=db password="${secret}"` }],
  ['a header in a text', { reason: `sent Authorization: Bearer ${secret}, got 401` }],
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
  { message: 'http://a:80/ and http://b:81 told ada@example.org', flags: 'token= is empty' },
  { body: '{"url":"http://consul:8500","mail":"ada@example.org"}' },
])('leaves %j alone', (fields) => {
  expect(JSON.parse(lineOf(fields))).toMatchObject(fields);
});

it('takes a long line that never closes its quote as it comes', () => {
  expect(JSON.parse(lineOf({ token: '"\\'.repeat(200_000) }))).toMatchObject({ token: '[Redacted]' });
});

it.each(['://a:', '://a: ', '://a', '"token=', '{"token":', '"password":"\\\\'])(
  'takes 100 kB of %j in milliseconds',
  (piece) => {
    const line = JSON.stringify({ message: piece.repeat(100_000 / piece.length) });
    const startedMs = performance.now();
    withoutSecrets(line);
    expect(performance.now() - startedMs).toBeLessThan(50);
  },
);

it('makes JSON of any JSON, without what is under a secret name', () => {
  const piece = fc.constantFrom(
    '"',
    '\\',
    ' ',
    '[',
    '{',
    '}',
    ']',
    ',',
    ':',
    '://a:',
    '@',
    'token',
    '=',
    '\n',
    'é',
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const key = fc.oneof(fc.constantFrom('name', 'token', 'x-secret', 'set-cookie'), text);
  const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(key, tie('node'), { maxKeys: 4 }),
    ),
  }));
  const holds = (value: unknown): void => {
    const line = JSON.stringify({ before: value, secret: [value, secret], after: 1 });
    const { after, ...blanked } = JSON.parse(withoutSecrets(line)) as Record<string, unknown>;
    expect(blanked).toMatchObject({ secret: '[Redacted]' });
    expect(after).toBe(1);
  };
  fc.assert(fc.property(node, holds), { seed: 7, numRuns: 500 });
});
