import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gatewaySender } from './gateway-sender';
import type { GatewaySender } from './gateway-sender';
import { assertReachable } from './reachable';

interface Seen {
  readonly line: string;
  readonly key: string | undefined;
  readonly body: string;
}

const seen: Seen[] = [];
const gateway = createServer((request, response) => {
  void text(request).then((body) => {
    seen.push({
      line: `${request.method} ${request.url}`,
      key: request.headers['idempotency-key'] as string,
      body,
    });
    if (request.method === 'POST') response.writeHead(201).end('{"id":"1"}');
    else if (request.url === '/api/greetings/user-9') response.end('hello');
    else response.end('{"servedBy":{"instance":"greeter-2"}}');
  });
});
const url = (): string => `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
let sender: GatewaySender;

beforeAll(async () => {
  await once(gateway.listen(0, '127.0.0.1'), 'listening');
  sender = gatewaySender(url());
});
afterAll(() => {
  sender.close();
  gateway.close();
});
beforeEach(() => seen.splice(0));

it('asks for a greeting, and knows who gave it', async () => {
  await expect(sender.send('greetings', 7)).resolves.toEqual({ status: 200, instance: 'greeter-2' });
  expect(seen).toMatchObject([{ line: 'GET /api/greetings/user-7' }]);
});

it('is content with an answer that does not say who gave it', async () => {
  await expect(sender.send('greetings', 9)).resolves.toEqual({ status: 200 });
});

it('asks for a path of yours in place of greetings', async () => {
  const other = gatewaySender(url(), { path: '/api/weather/Paris' });
  await expect(other.send('greetings', 7)).resolves.toEqual({ status: 200, instance: 'greeter-2' });
  other.close();
  expect(seen).toMatchObject([{ line: 'GET /api/weather/Paris' }]);
});

it('places orders with a key of their own each', async () => {
  const other = gatewaySender(url());
  for (const each of [sender, sender, other])
    await expect(each.send('orders', 7)).resolves.toEqual({ status: 201 });
  other.close();
  expect(seen[0]?.line).toBe('POST /api/orders');
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
    customerId: 'user-7',
    lines: [{ sku: 'TEA-ASSAM', quantity: 1 }],
  });
  expect(new Set(seen.map(({ key }) => key)).size).toBe(3);
});

const never = new AbortController().signal;

it('finds a gateway that answers anything, and says what to do where none does', async () => {
  await expect(assertReachable(url(), never)).resolves.toBeUndefined();
  await expect(assertReachable('http://127.0.0.1:1', never)).rejects.toThrow(
    'no gateway answers at http://127.0.0.1:1 (connect ECONNREFUSED 127.0.0.1:1): start a fleet with flotilla up, or name its address with --url',
  );
});

it('does not wait for a silent gateway when it is told to end', async () => {
  const silent = createServer();
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const stop = new AbortController();
  silent.once('request', () => stop.abort());
  const silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const interrupted = new Error('interrupted before the first request');
  await expect(assertReachable(silentUrl, stop.signal)).rejects.toEqual(interrupted);
  await expect(assertReachable(url(), stop.signal)).rejects.toEqual(interrupted);
  expect(seen).toEqual([]);
  silent.close();
});
