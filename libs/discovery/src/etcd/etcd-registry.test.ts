import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { greeter } from '../testing/instances';
import { etcdRegistry } from './etcd-registry';
import type { EtcdRegistryOptions } from './etcd-registry';

function count(resource: string): number {
  return process.getActiveResourcesInfo().filter((active) => active === resource).length;
}

/** Grants everything, and lets every watch wait. */
function startEtcd(): Server {
  const header = { cluster_id: '1', revision: '1' };
  return createServer((request, response) => {
    const created = { result: { header, created: true } };
    if (request.url === '/v3/watch') response.write(`${JSON.stringify(created)}\n`);
    else response.end(JSON.stringify({ header, ID: '7', TTL: '15' }));
  }).listen(0, '127.0.0.1');
}

it('leaves no socket, timer or listener behind when closed', async () => {
  const [sockets, timers] = [count('TCPSocketWrap'), count('Timeout')];
  const server = startEtcd();
  await once(server, 'listening');
  const registry = etcdRegistry({ endpoints: `127.0.0.1:${(server.address() as AddressInfo).port}` });
  const registration = registry.registrar.register(greeter(1));
  const watching = new AbortController();
  const removed = jest.spyOn(watching.signal, 'removeEventListener');
  const watch = registry.discovery.watch('greeter', watching)[Symbol.asyncIterator]();
  const entries = registry.config.watch('flotilla/policies/greeter', watching)[Symbol.asyncIterator]();
  await Promise.all([registration.ready, watch.next(), entries.next(), registry.ping()]);
  expect(count('TCPSocketWrap')).toBeGreaterThan(sockets);

  await registry.close();
  server.close();
  await once(server, 'close'); // when the last connection is gone at its end
  for (let turn = 0; turn < 100 && count('TCPSocketWrap') > sockets; turn += 1)
    await new Promise(setImmediate);
  expect(count('TCPSocketWrap')).toBe(sockets);
  expect(count('Timeout')).toBeLessThanOrEqual(timers);
  expect(removed).toHaveBeenCalledTimes(2);
  await expect(watch.next()).resolves.toMatchObject({ done: true });
  await expect(entries.next()).resolves.toMatchObject({ done: true });
  await expect(registry.ping()).rejects.toMatchObject({ code: 'CANCELLED' });
});

const endpoints = 'https://etcd:2379';

it.each<[EtcdRegistryOptions, string]>([
  [{ endpoints: 'unix:///run/etcd.sock' }, 'unix: is not supported'],
  [{ username: 'app' }, 'username and password must be set together (their values are not shown)'],
  [{ password: 'secret' }, 'username and password must be set together (their values are not shown)'],
  [{ tls: {} }, 'tls needs https endpoints, got http://127.0.0.1:2379'],
  [{ endpoints, tls: { cert: 'x' } }, 'tls.cert and tls.key must be set together'],
  [{ endpoints, tls: { ca: 'x', cert: 'x', key: 'x' } }, 'tls must hold certificates and a key in PEM: '],
  [{ prefix: '' }, 'joined by /, got ""'],
  [{ prefix: '/flotilla' }, 'joined by /, got "/flotilla"'],
])('refuses %j', (options, message) => {
  expect(() => etcdRegistry(options)).toThrow(RangeError);
  expect(() => etcdRegistry(options)).toThrow(message);
});
