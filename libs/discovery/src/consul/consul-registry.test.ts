import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { greeter } from '../testing/instances';
import { consulRegistry } from './consul-registry';

function count(resource: string): number {
  return process.getActiveResourcesInfo().filter((active) => active === resource).length;
}

/** Grants every PUT, lets every blocking query block. */
function startAgent(): Server {
  return createServer((request, response) => {
    if (request.url?.includes('index=')) return;
    response.writeHead(200, { 'content-type': 'application/json', 'x-consul-index': '1' });
    response.end(request.method === 'PUT' ? '' : request.url === '/v1/catalog/nodes' ? '[{}]' : '[]');
  }).listen(0, '127.0.0.1');
}

it('leaves no socket, timer or listener behind when closed', async () => {
  const [sockets, timers] = [count('TCPSocketWrap'), count('Timeout')];
  const server = startAgent();
  await once(server, 'listening');
  const registry = consulRegistry({ address: `127.0.0.1:${(server.address() as AddressInfo).port}` });
  const registration = registry.registrar.register(greeter(1));
  const watching = new AbortController();
  const removed = jest.spyOn(watching.signal, 'removeEventListener');
  const watch = registry.discovery.watch('greeter', watching)[Symbol.asyncIterator]();
  const entries = registry.config.watch('a/b')[Symbol.asyncIterator]();
  await Promise.all([registration.ready, watch.next()]);
  expect(count('TCPSocketWrap')).toBeGreaterThan(sockets);
  expect(count('Timeout')).toBeGreaterThan(timers);

  await registry.close();
  server.close();
  await once(server, 'close'); // when the last connection is gone at its end
  for (let turn = 0; turn < 100 && count('TCPSocketWrap') > sockets; turn += 1)
    await new Promise(setImmediate);
  expect(count('TCPSocketWrap')).toBe(sockets);
  expect(count('Timeout')).toBeLessThanOrEqual(timers);
  expect(removed).toHaveBeenCalledTimes(1);
  await expect(watch.next()).resolves.toMatchObject({ done: true });
  await expect(entries.next()).resolves.toMatchObject({ done: true });
});

it('tells the observers of its discovery when a key cannot be watched', async () => {
  const server = createServer((_request, response) => response.writeHead(403).end());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const registry = consulRegistry({ address: `127.0.0.1:${(server.address() as AddressInfo).port}` });
  const failed = new Promise((resolve) => registry.discovery.observe(resolve));
  registry.config.watch('a/b')[Symbol.asyncIterator]();
  await expect(failed).resolves.toMatchObject({
    type: 'registry_error',
    operation: 'config',
    error: {
      code: 'PERMISSION_DENIED',
      message: expect.stringMatching(/^watch of a\/b: .*forbidden: set CONSUL_HTTP_TOKEN/) as unknown,
    },
  });
  await registry.close();
  server.close();
});

it.each(['', 'with space', 'line\nbreak'])('refuses the token %j without showing it', (token) => {
  const message = 'token must be printable ASCII characters without spaces (its value is not shown)';
  expect(() => consulRegistry({ token })).toThrow(new RangeError(message));
});

it('refuses a bad address', () => {
  expect(() => consulRegistry({ address: 'unix:///run/consul.sock' })).toThrow(
    'unix sockets are not supported',
  );
});
