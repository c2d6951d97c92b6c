import { once } from 'node:events';
import { connect } from 'node:net';
import { registries, startApp } from '@flotilla/testing';
import type { AppProcess, RegistryUnderTest } from '@flotilla/testing';

interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly problem: { code?: string; detail?: string; errors?: { path: string; reason: string }[] };
}

/** Writes bytes to a port and reads what comes back until the peer closes. */
async function raw(address: string, bytes: string): Promise<string> {
  const [host, port] = address.split(':') as [string, string];
  const socket = connect(Number(port), host);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.end(bytes);
  await once(socket, 'close');
  return text;
}

describe('bad input to a running fleet', () => {
  let registry: RegistryUnderTest;
  let greeter: AppProcess;
  let gateway: AppProcess;

  beforeAll(async () => {
    registry = await registries.embedded();
    const { env } = registry;
    greeter = await startApp('greeter', { ...env, INSTANCE_ID: 'greeter-1' });
    gateway = await startApp('gateway', { ...env, PORT: '0' });
  }, 30_000);

  afterAll(async () => {
    await gateway?.stop();
    await greeter?.stop();
    await registry?.stop();
  });

  async function send(method: string, path: string, body?: string): Promise<Answer> {
    const response = await fetch(`http://${gateway.address}${path}`, {
      method,
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
    });
    return {
      status: response.status,
      contentType: response.headers.get('content-type'),
      problem: (await response.json()) as Answer['problem'],
    };
  }

  const big = 'x'.repeat(70 * 1024);
  const long = 'x'.repeat(10 * 1024);

  it.each([
    ['an unknown language', 'GET', '/api/greetings/Ada?language=tlh', 400, 'query.language'],
    ['a language twice', 'GET', '/api/greetings/Ada?language=en&language=zh', 400, 'query.language'],
    ['an unknown property', 'GET', '/api/greetings/Ada?shout=1', 400, 'query.shout'],
    ['a name of 10 kB', 'GET', `/api/greetings/${long}`, 400, 'path.name'],
    ['a control character in the name', 'GET', '/api/greetings/%07', 400, 'path.name'],
  ])('answers %s with a problem that names the field', async (_what, method, path, status, field) => {
    const answer = await send(method, path);
    expect(answer).toMatchObject({
      status,
      contentType: 'application/problem+json; charset=utf-8',
      problem: { status, code: 'INVALID_ARGUMENT' },
    });
    expect(new Set(answer.problem.errors?.map((each) => each.path))).toEqual(new Set([field]));
  });

  it.each([
    ['an unknown route', 'GET', '/api/nothing', undefined, 404],
    ['an unknown method', 'DELETE', '/api/greetings/Ada', undefined, 405],
    ['a body where none belongs', 'POST', '/api/greetings/Ada', '{"name": 1}', 405],
    ['broken JSON', 'POST', '/api/greetings/Ada', '{"name": ', 405],
    ['an oversized body', 'POST', '/api/greetings/Ada', JSON.stringify({ big }), 405],
    ['a malformed escape', 'GET', '/api/greetings/%E0%A4%A', undefined, 400],
  ])('answers %s with a problem', async (_what, method, path, body, status) => {
    const answer = await send(method, path, body);
    expect(answer).toMatchObject({ status, contentType: 'application/problem+json; charset=utf-8' });
    expect(answer.problem.detail).not.toBe('');
  });

  it.each([
    ['what is not HTTP', 'hello\r\n\r\n', 'HTTP/1.1 400'],
    [
      'headers of 20 kB',
      `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`,
      'HTTP/1.1 431',
    ],
  ])('answers %s and closes the connection', async (_what, bytes, statusLine) => {
    const answer = await raw(gateway.address, bytes);
    expect(answer).toContain(statusLine);
    expect(answer).toContain('application/problem+json');
  });

  it('costs no process its life: the same ones still serve', async () => {
    await raw(greeter.address, 'PRI * HTTP/2.0\r\n\r\nnonsense');
    await raw(greeter.adminUrl.replace('http://', ''), '\0\0\0\r\n\r\n');
    const response = await fetch(`http://${gateway.address}/api/greetings/Ada`);
    expect(await response.json()).toMatchObject({ servedBy: { instance: 'greeter-1' } });
    for (const { pid } of [greeter, gateway]) expect(process.kill(pid, 0)).toBe(true);
  });
});
