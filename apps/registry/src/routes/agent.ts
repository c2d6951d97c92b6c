import type { FastifyInstance } from 'fastify';
import type { Catalog } from '../catalog/catalog';
import type { Status } from '../catalog/registration';
import { first } from '../decode/query';
import { decodeRegistration } from '../decode/registration-body';
import { Refusal } from '../refusal';
import { node } from './consul-json';
import { restOfPath, route } from './route';

/** Consul's bound on what a check says. */
const maxOutputLength = 4096;

/** What an instance says of itself: I am here, I am well, I leave. */
export function agentRoutes(app: FastifyInstance, catalog: Catalog): void {
  route(app, 'PUT', '/v1/agent/service/register', (request) => {
    catalog.register(decodeRegistration(request.body));
    return '';
  });
  route(app, 'PUT', '/v1/agent/service/deregister/*', (request) => {
    const id = restOfPath(request);
    if (id === '') throw new Refusal(500, 'ServiceID missing');
    catalog.deregister(id);
    return '';
  });
  checkRoute(app, catalog, 'pass', 'passing');
  checkRoute(app, catalog, 'warn', 'warning');
  checkRoute(app, catalog, 'fail', 'critical');
  route(app, 'GET', '/v1/agent/self', () => ({
    Config: {
      Datacenter: node.Datacenter,
      NodeName: node.Node,
      NodeID: node.ID,
      Server: true,
      Version: '1.8.7',
    },
    Member: { Name: node.Node, Addr: node.Address, Status: 1 },
    Meta: { 'flotilla-embedded': 'true' },
  }));
}

function checkRoute(app: FastifyInstance, catalog: Catalog, verb: string, status: Status): void {
  route(app, 'PUT', `/v1/agent/check/${verb}/*`, (request) => {
    const checkId = restOfPath(request);
    const output = (first(request.query, 'note') ?? '').slice(0, maxOutputLength);
    const [, id] = /^service:(.*)$/s.exec(checkId) ?? [];
    if (id !== undefined && catalog.renew(id, status, output)) return '';
    throw new Refusal(500, `CheckID ${JSON.stringify(checkId)} does not have associated TTL`);
  });
}
