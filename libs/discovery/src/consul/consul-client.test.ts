import { client, peer, refuse, reply, requests, respond, setUpConsul } from '../testing/consul-fixture';
import { greeter } from '../testing/instances';

const signal = new AbortController().signal;
const bound = { timeoutMs: 1_000 };
const full = { ...greeter(1), weight: 2, zone: 'a', version: '1.2.0', metadata: { adminPort: '9464' } };
const service = {
  ID: 'greeter-1',
  Service: 'greeter',
  Address: '127.0.0.1',
  Port: 50_051,
  Meta: { weight: '2', zone: 'a', version: '1.2.0', adminPort: '9464' },
};

const advice =
  'set CONSUL_HTTP_TOKEN to a token with service:write on its own name, service:read, node:read and key:read';

describe('ConsulClient', () => {
  setUpConsul();

  it('registers an instance with a TTL check that passes', async () => {
    reply(undefined);
    await client.register(full, 15_000, bound);
    expect(requests[0]).toMatchObject({ line: 'PUT /v1/agent/service/register', token: 'secret' });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      ID: 'greeter-1',
      Name: 'greeter',
      Tags: ['1.2.0'],
      Address: '127.0.0.1',
      Port: 50_051,
      Meta: service.Meta,
      Check: {
        Name: 'TTL of greeter-1',
        TTL: '15000ms',
        Status: 'passing',
        DeregisterCriticalServiceAfter: '60000ms',
      },
    });
  });

  it('renews and deregisters by id', async () => {
    reply(undefined);
    await client.pass('greeter-1', bound);
    await client.deregister('greeter-1', bound);
    expect(requests.map(({ line }) => line)).toEqual([
      'PUT /v1/agent/check/pass/service%3Agreeter-1',
      'PUT /v1/agent/service/deregister/greeter-1',
    ]);
  });

  it.each([
    [0, 'GET /v1/health/service/greeter?passing=true'],
    [7, 'GET /v1/health/service/greeter?passing=true&index=7&wait=55000ms'],
  ])('asks for passing instances with index %d', async (index, line) => {
    reply([{ Service: service }], { 'x-consul-index': '12' });
    await expect(client.instances('greeter', index, signal)).resolves.toEqual({
      value: { instances: [full], refused: [] },
      index: 12,
    });
    expect(requests[0]?.line).toBe(line);
  });

  it("reads other programs' entries as far as they have an address", async () => {
    const bare = { ID: 'greeter-2', Service: 'greeter', Address: '', Port: 9, Meta: null };
    const entries = [
      { Node: { Address: '10.0.0.1' }, Service: bare },
      { Service: { ...service, Meta: { weight: 'heavy', zone: '' } } },
      { Service: { ...service, Port: 0 } },
      { Service: bare },
      {},
      null,
    ];
    reply(entries, { 'x-consul-index': '12' });
    const { value } = await client.instances('greeter', 0, signal);
    expect(value).toEqual({
      instances: [{ ...greeter(2), host: '10.0.0.1', port: 9 }, greeter(1)],
      refused: [],
    });
  });

  it.each([
    [{ Address: 'not a host' }, "instance.host must be a host name or an IP address, got 'not a host'"],
    [{ Port: 70_000 }, 'instance.port must be an integer from 1 to 65535, got 70000'],
    [{ Port: '80' }, "instance.port must be a number, got '80'"],
    [null, /^undefined: /],
  ])('leaves out an entry with %j, says why, and keeps the others', async (wrong, why) => {
    const bad = wrong && { ...service, ID: 'bad', ...wrong };
    reply([{ Service: bad }, { Service: service }], { 'x-consul-index': '12' });
    const { value } = await client.instances('greeter', 0, signal);
    expect(value.instances).toEqual([full]);
    expect(value.refused).toEqual([
      typeof why === 'string' ? `'bad': ${why}` : (expect.stringMatching(why) as unknown),
    ]);
  });

  it('lists what other programs registered under ids that are not ours', async () => {
    reply([{ Service: { ...service, ID: 'host:greeter:50051' } }], { 'x-consul-index': '12' });
    const { value } = await client.instances('greeter', 0, signal);
    expect(value).toMatchObject({ instances: [{ id: 'host:greeter:50051' }], refused: [] });
  });

  it.each<[string, unknown, Record<string, string>]>([
    ['no index', [], {}],
    ['an index that is no number', [], { 'x-consul-index': 'x' }],
    ['no list', {}, { 'x-consul-index': '1' }],
  ])('rejects an answer with %s', async (_name, body, headers) => {
    reply(body, headers);
    const message = `${peer()} answers, but not as Consul does: check the address`;
    await expect(client.instances('greeter', 0, signal)).rejects.toMatchObject({ code: 'INTERNAL', message });
  });

  it.each([
    [403, 'Permission\n denied', 'PERMISSION_DENIED', `answered HTTP 403: Permission denied: ${advice}`],
    [500, 'No cluster leader', 'INTERNAL', 'answered HTTP 500: No cluster leader'],
    [503, '', 'INTERNAL', 'answered HTTP 503: service unavailable'],
  ])('turns HTTP %d %j into %s, in one line', async (status, body, code, message) => {
    refuse(status, body);
    await expect(client.pass('greeter-1', bound)).rejects.toMatchObject({
      code,
      message: `${peer()} ${message}`,
    });
  });

  it.each(['', {}, '<html>'])('does not take %j for the answer to a command', async (body) => {
    reply(body);
    await expect(client.register(full, 15_000, bound)).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(client.pass('greeter-1', bound)).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(client.deregister('greeter-1', bound)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  describe('asked whether a service is visible', () => {
    function visible(defaults: number, nodes: unknown): void {
      respond(({ url }, response) => {
        if (url === '/v1/catalog/nodes')
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(nodes));
        else response.writeHead(defaults, { 'content-type': 'text/plain' }).end('none');
      });
    }

    it('asks for what Consul refuses rather than hides, and for the nodes', async () => {
      visible(404, [{ Node: 'a' }]);
      await client.assertVisible('greeter', signal);
      expect(requests.map(({ line, token }) => [line, token])).toEqual([
        ['GET /v1/config/service-defaults/greeter', 'secret'],
        ['GET /v1/catalog/nodes', 'secret'],
      ]);
    });

    it.each([
      ['the service', 403, [{ Node: 'a' }]],
      ['the nodes', 404, []],
    ])('is denied when %s may not be read', async (_what, defaults, nodes) => {
      visible(defaults, nodes);
      await expect(client.assertVisible('greeter', signal)).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    });
  });

  it('aborts a request at once', async () => {
    const controller = new AbortController();
    respond(() => controller.abort());
    const start = performance.now();
    await expect(client.instances('greeter', 7, controller.signal)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(performance.now() - start).toBeLessThan(500);
    await expect(client.instances('greeter', 7, controller.signal)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(requests).toHaveLength(1);
  });

  it('gives up when its time is over', async () => {
    respond(() => undefined);
    const error = { code: 'DEADLINE_EXCEEDED', message: `${peer()} did not answer in time` };
    await expect(client.pass('greeter-1', { timeoutMs: 20 })).rejects.toMatchObject(error);
  });

  it('notices at once that an answer broke off in the middle', async () => {
    respond((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
      response.write('[', () => response.destroy());
    });
    await expect(client.instances('greeter', 7, signal)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it.each([
    ['', 'UNAVAILABLE', 'has no leader yet: try again'],
    ['hello', 'INTERNAL', 'answers, but not as Consul does: check the address'],
    [{}, 'INTERNAL', 'answers, but not as Consul does: check the address'],
  ])('does not take %j for the address of a leader', async (leader, code, message) => {
    reply(leader);
    await expect(client.ping()).rejects.toMatchObject({ code, message: `${peer()} ${message}` });
  });

  it('names services', async () => {
    reply({ consul: [], greeter: ['1.2.0'] });
    await expect(client.serviceNames()).resolves.toEqual(['consul', 'greeter']);
  });
});
