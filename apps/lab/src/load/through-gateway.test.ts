import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sender } from './sender';
import { throughGateway } from './through-gateway';

/** Greets, but for those who are refused; remembers what it was asked. */
const seen: IncomingMessage[] = [];
const gateway = createServer((request, response) => {
  seen.push(request);
  if (request.headers['x-client-id'] === 'noisy')
    response.writeHead(429).end('{"title":"Too Many Requests"}');
  else response.end('{"message":"Hello!","servedBy":{"instance":"greeter-2","zone":""}}');
});
let sender: Sender;

beforeAll(async () => {
  await once(gateway.listen(0, '127.0.0.1'), 'listening');
  sender = throughGateway(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}`);
});
afterAll(async () => {
  await sender.close();
  gateway.close();
});

it('asks for greetings in the name of the caller, and knows who gave them', async () => {
  const answer = await sender.send({ name: 'user-7', caller: 'quiet' });
  expect(answer).toEqual({ status: 200, instance: 'greeter-2' });
  expect(seen[0]).toMatchObject({ url: '/api/greetings/user-7', headers: { 'x-client-id': 'quiet' } });
});

it('says how a request was refused', async () => {
  await expect(sender.send({ name: 'user-7', caller: 'noisy' })).resolves.toEqual({ status: 429 });
});
