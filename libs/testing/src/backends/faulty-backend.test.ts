import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../fleet/until';
import { FaultyBackend } from './faulty-backend';
import type { Fault } from './faulty-backend';
import {
  answering,
  breakingOff,
  endingWatches,
  halfOpen,
  indexGoingBackwards,
  neverBlocking,
  noHttp,
  slow,
} from './faults';

let backend: Server;
let proxy: FaultyBackend;

/** Says what it was asked; `/stream` in two pieces. */
function echo(path: string, response: ServerResponse): void {
  response.writeHead(201, { 'x-consul-index': '7' });
  response.write(path);
  setTimeout(() => response.end(' end'), path === '/stream' ? 100 : 0);
}

beforeAll(async () => {
  backend = createServer(({ url = '' }, response) => echo(url, response)).listen(0, '127.0.0.1');
  await once(backend, 'listening');
});
beforeEach(async () => {
  proxy = await FaultyBackend.start(`http://127.0.0.1:${(backend.address() as AddressInfo).port}`);
});
afterEach(() => proxy.close());
afterAll(() => void backend.close());

interface Answer {
  readonly status: number;
  readonly index: string | null;
  readonly text: string;
}

async function ask(path: string): Promise<Answer> {
  const response = await fetch(`${proxy.address}${path}`, { method: 'POST', body: 'x' });
  return {
    status: response.status,
    index: response.headers.get('x-consul-index'),
    text: await response.text(),
  };
}

it.each<[string, Fault | undefined, string, Answer]>([
  ['nothing', undefined, '/a?index=7&x', { status: 201, index: '7', text: '/a?index=7&x end' }],
  ['slow', slow(20), '/a', { status: 201, index: '7', text: '/a end' }],
  ['answering', answering(500, 'text/plain', 'no'), '/a', { status: 500, index: null, text: 'no' }],
  ['neverBlocking', neverBlocking, '/a?index=7&wait=1s', { status: 201, index: '7', text: '/a end' }],
  ['indexGoingBackwards', indexGoingBackwards, '/a?index=7', { status: 201, index: '6', text: '/a end' }],
  ['indexGoingBackwards', indexGoingBackwards, '/a', { status: 201, index: '7', text: '/a end' }],
  [
    'endingWatches',
    endingWatches({ a: 1 }),
    '/v3/watch',
    { status: 200, index: null, text: '{"result":{"a":1}}\n' },
  ],
  ['endingWatches', endingWatches(), '/v3/kv', { status: 201, index: '7', text: '/v3/kv end' }],
])('with %s (%#) it answers as expected, and counts', async (_name, fault, path, expected) => {
  if (fault) proxy.suffer(fault);
  await expect(ask(path)).resolves.toEqual(expected);
  expect(proxy.requests).toEqual([{ path, atMs: expect.any(Number) as number }]);
  proxy.heal();
  await expect(ask('/b')).resolves.toMatchObject({ status: 201 });
});

it.each([
  ['breaks off', breakingOff],
  ['speaks no HTTP', noHttp],
])('fails the request when it %s', async (_what, fault) => {
  proxy.suffer(fault);
  await expect(ask('/a')).rejects.toThrow();
});

it('delays an answer by its latency, and not by its pieces', async () => {
  proxy.suffer(slow(200));
  const startedMs = performance.now();
  await ask('/stream');
  const tookMs = performance.now() - startedMs;
  expect(tookMs).toBeGreaterThan(290);
  expect(tookMs).toBeLessThan(480);
});

it.each(['/a', '/stream'])(
  'answers %s after it thawed only, asked before it froze or after',
  async (path) => {
    const answered: string[] = [];
    const note = ({ text }: Answer): number => answered.push(text);
    const before = ask('/stream').then(note);
    await until('it is asked', 1_000, () => proxy.requests.length === 1);
    proxy.suffer(halfOpen);
    const after = ask(path).then(note);
    await delay(200);
    expect(answered).toEqual([]);
    proxy.heal();
    await Promise.all([before, after]);
    expect(answered.toSorted()).toEqual([`${path} end`, '/stream end'].toSorted());
  },
);

it('cuts what is on its way when it begins to answer in the place of the backend', async () => {
  const cut = expect(ask('/stream')).rejects.toThrow();
  await until('it is asked', 1_000, () => proxy.requests.length === 1);
  proxy.suffer(answering(500, 'text/plain', 'no'));
  await cut;
});
