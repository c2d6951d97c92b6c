import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { maxAnswerBytes } from './answer';
import { EtcdGateway } from './etcd-gateway';

const bound = { timeoutMs: 1_000 };
const credentials = { username: 'app', password: 'secret' };
const nobody = 'http://127.0.0.1:1'; // where nobody listens

type Reply = (response: ServerResponse, request: IncomingMessage) => void;

function json(body: unknown, status = 200): Reply {
  return (response) => void response.writeHead(status).end(JSON.stringify(body));
}

function raw(status: number, body: string): Reply {
  return (response) => void response.writeHead(status).end(body);
}

function refusal(code: number, message: string, status = 400): Reply {
  return json({ code, message: `etcdserver: ${message}` }, status);
}

const advice = 'set ETCD_USERNAME and ETCD_PASSWORD to a user whose role may read and write below the prefix';

describe('EtcdGateway', () => {
  let server: Server;
  let origin: string;
  let requests: { path: string | undefined; body: string; token: string | undefined }[];
  /** The answers to come; the last one repeats. */
  let replies: Reply[];

  beforeEach(async () => {
    requests = [];
    replies = [json({})];
    server = createServer((request, response) => {
      void text(request).then((body) => {
        requests.push({ path: request.url, body, token: request.headers.authorization });
        (replies.length > 1 ? replies.shift() : replies[0])?.(response, request);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  function gateway(...endpoints: string[]): EtcdGateway {
    return new EtcdGateway({ endpoints: endpoints.length > 0 ? endpoints : [origin], random: () => 0 });
  }

  function authenticated(): EtcdGateway {
    return new EtcdGateway({ endpoints: [origin], credentials, random: () => 0 });
  }

  function tokens(): (string | undefined)[] {
    return requests.map(({ token }) => token);
  }

  it('posts JSON and gives the JSON of the answer', async () => {
    replies = [json({ count: '1' })];
    await expect(gateway().ask('/v3/kv/range', { key: 'YQ==' }, bound)).resolves.toEqual({ count: '1' });
    expect(requests).toEqual([{ path: '/v3/kv/range', body: '{"key":"YQ=="}', token: undefined }]);
  });

  it.each<[string, Reply, string, string]>([
    [
      'a refusal',
      refusal(7, 'permission\n denied', 403),
      'PERMISSION_DENIED',
      `refused: permission denied: ${advice}`,
    ],
    [
      'a nobody',
      refusal(3, 'user name is empty'),
      'PERMISSION_DENIED',
      `refused: user name is empty: ${advice}`,
    ],
    ['no leader', refusal(14, 'no leader', 503), 'UNAVAILABLE', 'refused: no leader'],
    ['a code that is none', refusal(0, 'fine'), 'UNKNOWN', 'refused: fine'],
    ['HTML', raw(200, '<html>'), 'INTERNAL', 'answers, but not as etcd does: check the address'],
    ['a text', raw(200, '7'), 'INTERNAL', 'answers, but not as etcd does: check the address'],
    ['a 500', raw(500, 'so\n sorry'), 'INTERNAL', 'answered HTTP 500 (so sorry): check the address'],
    ['an empty 502', raw(502, ''), 'INTERNAL', 'answered HTTP 502: check the address'],
    [
      'other JSON',
      json({ error: 'x' }, 404),
      'INTERNAL',
      'answered HTTP 404 ({"error":"x"}): check the address',
    ],
    [
      'too much',
      raw(200, ' '.repeat(maxAnswerBytes + 1)),
      'RESOURCE_EXHAUSTED',
      'answered more than 16777216 bytes',
    ],
    [
      'half',
      (response) => response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()),
      'UNAVAILABLE',
      'does not answer: aborted',
    ],
    ['nothing', (response) => response.destroy(), 'UNAVAILABLE', 'does not answer: socket hang up'],
  ])('makes one line of %s', async (_what, reply, code, message) => {
    replies = [reply];
    const error = { code, message: `etcd at ${origin} ${message}` };
    await expect(gateway().ask('/v3/kv/range', {}, bound)).rejects.toMatchObject(error);
  });

  it('gives up when its time is over, and at once when it is aborted or closed', async () => {
    replies = [() => undefined];
    const late = { code: 'DEADLINE_EXCEEDED', message: `etcd at ${origin} did not answer in time` };
    await expect(gateway().ask('/', {}, { timeoutMs: 20 })).rejects.toMatchObject(late);
    const stop = new AbortController();
    const closing = gateway();
    const asked = [closing.ask('/', {}, { ...bound, signal: stop.signal }), closing.ask('/', {}, bound)];
    stop.abort();
    closing.close();
    for (const answer of [...asked, closing.ask('/', {}, bound)])
      await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('tries every member when it cannot connect', async () => {
    await expect(gateway(nobody, 'http://127.0.0.1:2', origin).ask('/', {}, bound)).resolves.toEqual({});
    const message = `etcd at ${nobody} does not answer: connect ECONNREFUSED 127.0.0.1:1`;
    await expect(gateway(nobody).ask('/', {}, bound)).rejects.toMatchObject({ code: 'UNAVAILABLE', message });
  });

  it('does not ask twice what may have been done, and asks the next member next', async () => {
    replies = [(response) => response.destroy(), json({})];
    const asking = gateway(origin, nobody);
    await expect(asking.ask('/', {}, bound)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(requests).toHaveLength(1);
    expect(asking.endpoint).toBe(nobody);
  });

  it('stays with its member when the caller lost interest', async () => {
    const asking = gateway(origin, nobody);
    await expect(asking.ask('/', {}, { ...bound, signal: AbortSignal.abort() })).rejects.toThrow('cancelled');
    expect(asking.endpoint).toBe(origin);
  });

  it('authenticates once for all, and again when its token expired', async () => {
    replies = [
      json({ token: 'a' }),
      json({}),
      json({}),
      refusal(16, 'invalid auth token', 401),
      json({ token: 'b' }),
      json({}),
    ];
    const asking = authenticated();
    await Promise.all([asking.ask('/1', {}, bound), asking.ask('/2', {}, bound)]);
    await asking.ask('/3', {}, bound);
    expect(tokens()).toEqual([undefined, 'a', 'a', 'a', undefined, 'b']);
    expect(requests[0]).toMatchObject({
      path: '/v3/auth/authenticate',
      body: '{"name":"app","password":"secret"}',
    });
  });

  it('does without a token where authentication is off, until it is on', async () => {
    replies = [
      refusal(9, 'authentication is not enabled'),
      json({}),
      refusal(3, 'user name is empty'),
      json({ token: 'a' }),
      json({}),
    ];
    const asking = authenticated();
    await asking.ask('/1', {}, bound);
    await asking.ask('/2', {}, bound);
    expect(tokens()).toEqual([undefined, undefined, undefined, undefined, 'a']);
  });

  it('is denied with a wrong password, which it does not repeat', async () => {
    replies = [refusal(3, 'authentication failed, invalid user ID or password')];
    const message = `etcd at ${origin} refused: authentication failed, invalid user ID or password: ${advice}`;
    await expect(authenticated().ask('/', {}, bound)).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      message,
    });
    expect(requests).toHaveLength(1);
  });

  describe('stream', () => {
    async function read(): Promise<unknown> {
      const batches: unknown[] = [];
      try {
        for await (const batch of gateway().stream(origin, '/v3/watch', {}, new AbortController().signal))
          batches.push(batch);
      } catch (error) {
        return [batches, error];
      }
      return batches;
    }

    it('gives the messages that came together, however they were cut, and an error when it ends', async () => {
      replies = [
        (response) => {
          response.write('{"result":{"a":1}}\n{"result":{"b":2}}\n{"res');
          setTimeout(() => response.end('ult":{"c":"é"}}\n'), 20);
        },
      ];
      await expect(read()).resolves.toEqual([
        [[{ a: 1 }, { b: 2 }], [{ c: 'é' }]],
        expect.objectContaining({
          code: 'UNAVAILABLE',
          message: `etcd at ${origin} does not answer: it ended the stream`,
        }),
      ]);
    });

    it.each<[string, Reply, string]>([
      [
        'an error',
        raw(200, '{"error":{"grpc_code":14,"message":"etcdserver: no leader"}}\n'),
        'refused: no leader',
      ],
      ['HTML', raw(200, '<html>\n'), 'answers, but not as etcd does: check the address'],
      ['a 503', raw(503, 'no'), 'answered HTTP 503 (no): check the address'],
      ['no end of line', raw(200, ' '.repeat(maxAnswerBytes + 1)), 'answered more than 16777216 bytes'],
    ])('ends with %s', async (_what, reply, message) => {
      replies = [reply];
      await expect(read()).resolves.toEqual([
        [],
        expect.objectContaining({ message: `etcd at ${origin} ${message}` }),
      ]);
    });
  });
});
