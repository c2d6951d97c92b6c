import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpSender } from './http-sender';

/** Keeps all who ask waiting until it is told to answer. */
const waiting: ServerResponse[] = [];
const server = createServer((_request, response) => void waiting.push(response));
const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => waiting.splice(0));

async function arrived(count: number): Promise<void> {
  while (waiting.length < count) await once(server, 'request');
}

it('opens no more connections than it may: what is beyond waits', async () => {
  const sender = httpSender(url(), { connections: 1 });
  const answers = [sender.get('/1'), sender.get('/2')];
  await arrived(1);
  waiting[0]?.end('one');
  await expect(answers[0]).resolves.toEqual({ status: 200, body: 'one' });
  expect(waiting).toHaveLength(1);
  await arrived(2);
  waiting[1]?.end('two');
  await expect(answers[1]).resolves.toEqual({ status: 200, body: 'two' });
  sender.close();
});

it('gives a request up in time, its wait for a connection included', async () => {
  const sender = httpSender(url(), { connections: 1, timeoutMs: 50 });
  const answers = await Promise.allSettled([sender.get('/1'), sender.get('/2')]);
  expect(answers.map((each) => each.status === 'rejected' && String(each.reason))).toEqual([
    'Error: no answer in time',
    'Error: no answer in time',
  ]);
  expect(waiting.length).toBeLessThanOrEqual(1);
  sender.close();
});

it.each(['//example.com/x', '/\\example.com/x'])(
  'asks only the server that it is for: %s is a path',
  async (path) => {
    const sender = httpSender(url());
    const answer = sender.get(path);
    await arrived(1);
    waiting[0]?.end('mine');
    await expect(answer).resolves.toEqual({ status: 200, body: 'mine' });
    sender.close();
  },
);
