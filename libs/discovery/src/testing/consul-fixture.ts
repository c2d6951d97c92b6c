import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ConsulClient } from '../consul/consul-client';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

// What the tests of ConsulClient share, made anew for each of them by `setUpConsul`: a server, and a client of it.
let server: Server;
export let client: ConsulClient;
let answer: Handler;
export let requests: { line: string; token: unknown; body: string }[];

/** What the server does with each request from now on. */
export function respond(handler: Handler): void {
  answer = handler;
}

function port(): number {
  return (server.address() as AddressInfo).port;
}

export function peer(): string {
  return `Consul at http://127.0.0.1:${port()}`;
}

export function reply(body: unknown, headers: Record<string, string> = {}): void {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

export function refuse(status: number, message: string): void {
  answer = (_request, response) => response.writeHead(status, { 'content-type': 'text/plain' }).end(message);
}

/** To be called once in a test file. */
export function setUpConsul(): void {
  beforeEach(async () => {
    requests = [];
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const line = `${request.method} ${request.url}`;
        requests.push({ line, token: request.headers['x-consul-token'], body });
        answer(request, response);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = new ConsulClient({ host: '127.0.0.1', port: port(), secure: false }, 'secret');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
}
