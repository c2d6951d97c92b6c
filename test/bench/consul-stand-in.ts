// A process that answers as Consul does: it lists `count` instances, and answers a blocking query after a pause, with
// one instance restarted. A process of its own, so that what it costs is not measured.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Instance } from '@flotilla/discovery';
import { instances, restarted, service } from './large-service';

const [count, pauseMs] = process.argv.slice(2).map(Number) as [number, number];

const node = { ID: '00000000-0000-4000-8000-000000000001', Node: 'agent', Address: '127.0.0.1' };
const place = { Datacenter: 'dc1', TaggedAddresses: { lan: '127.0.0.1', wan: '127.0.0.1' }, Meta: {} };
const raft = { CreateIndex: 12, ModifyIndex: 12 };

function check(id: string, name: string, serviceId: string): object {
  const about = { ServiceID: serviceId, ServiceName: serviceId && service, ServiceTags: [], Type: 'ttl' };
  const result = { Status: 'passing', Notes: '', Output: 'Agent alive and reachable', Definition: {} };
  return { Node: node.Node, CheckID: id, Name: name, ...result, ...about, ...raft };
}

/** An entry of `/v1/health/service/:name`, as Consul 1.8 writes it. */
function toJson({ id, host, port, zone, version, metadata }: Instance): string {
  const address = { Address: host, TaggedAddresses: { lan_ipv4: { Address: host, Port: port } }, Port: port };
  const about = {
    Tags: [version],
    Meta: { ...metadata, zone, version },
    Weights: { Passing: 1, Warning: 1 },
  };
  return JSON.stringify({
    Node: { ...node, ...place, ...raft },
    Service: { ID: id, Service: service, ...address, ...about, EnableTagOverride: false, ...raft },
    Checks: [check('serfHealth', 'Serf Health Status', ''), check(`service:${id}`, `TTL of ${id}`, id)],
  });
}

const unchanged = instances(count)
  .filter(({ id }) => id !== restarted(count, 0).id)
  .map((instance) => `,${toJson(instance)}`)
  .join('');
let index = 1;

const server = createServer((request, response) => {
  const answer = (): void => {
    response.writeHead(200, { 'content-type': 'application/json', 'x-consul-index': String(++index) });
    response.end(`[${toJson(restarted(count, index))}${unchanged}]`);
  };
  if (!request.url?.includes('index=')) return answer();
  const timer = setTimeout(answer, pauseMs);
  response.once('close', () => clearTimeout(timer));
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
