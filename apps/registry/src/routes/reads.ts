import type { FastifyInstance } from 'fastify';
import type { Catalog, Instance } from '../catalog/catalog';
import { all, flag } from '../decode/query';
import { Refusal } from '../refusal';
import { sendBlocking } from './blocking-answers';
import type { BlockingAnswers } from './blocking-answers';
import { instanceJson, leader, node } from './consul-json';
import { restOfPath, route } from './route';

/** What clients ask: who is there, and how are they. */
export function readRoutes(app: FastifyInstance, catalog: Catalog, answers: BlockingAnswers): void {
  route(app, 'GET', '/v1/health/service/*', async (request, reply) => {
    const service = restOfPath(request);
    if (service === '') throw new Refusal(400, 'Missing service name');
    const passingOnly = flag(request.query, 'passing');
    const tags = all(request.query, 'tag');
    const question = { read: () => catalog.instancesOf(service), key: serviceKey(service) };
    const instances = await sendBlocking(request, reply, answers, question);
    return instances.filter((instance) => isAsked(instance, passingOnly, tags)).map(instanceJson);
  });
  route(app, 'GET', '/v1/catalog/services', async (request, reply) => {
    const question = { read: () => catalog.services(), key: servicesKey };
    const services = await sendBlocking(request, reply, answers, question);
    return { consul: [], ...Object.fromEntries(services) };
  });
  route(app, 'GET', '/v1/catalog/nodes', (request, reply) =>
    sendBlocking(request, reply, answers, { read: () => ({ index: 1, value: [node] }), key: 'nodes' }),
  );
  route(app, 'GET', '/v1/status/leader', (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(leader)),
  );
}

/** What those wait under who asked for all services. */
export const servicesKey = 'services';

/** What those wait under who asked for one service. */
export function serviceKey(service: string): string {
  return `service/${service}`;
}

function isAsked({ registration, check }: Instance, passingOnly: boolean, tags: readonly string[]): boolean {
  if (passingOnly && check && check.status !== 'passing') return false;
  return tags.every((tag) => registration.tags.includes(tag));
}
