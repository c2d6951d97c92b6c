import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { describeWithConsul } from '@flotilla/testing';
import type { FastifyInstance } from 'fastify';
import { createRegistryApp } from './app';
import { comparable, send } from './testing/exchange';
import type { Exchange } from './testing/exchange';

const register = '/v1/agent/service/register';
const put = (path: string): Exchange => ({ method: 'PUT', path });
const registered = (registration: object): Exchange => ({
  path: register,
  body: JSON.stringify(registration),
});
const get = (path: string): Exchange => ({ path });
const write = (key: string, body = ''): Exchange => ({ method: 'PUT', path: `/v1/kv/${key}`, body });
const remove = (key: string): Exchange => ({ method: 'DELETE', path: `/v1/kv/${key}` });
const read = (key: string): Exchange => get(`/v1/kv/${key}`);
const health = (query: string): Exchange => ({ path: `/v1/health/service/${query}` });

const greeter = {
  Name: 'greeter',
  ID: 'greeter-1',
  Tags: ['1.2.0', 'blue'],
  Address: '127.0.0.1',
  Port: 50051,
  Meta: { weight: '2', zone: 'a', adminPort: '9464' },
  Check: { TTL: '15000ms', Status: 'passing', DeregisterCriticalServiceAfter: '60000ms' },
};

/** A life, in order: each step sees what the ones before it left. */
const life: [string, Exchange][] = [
  ['asks who leads', { path: '/v1/status/leader' }],
  ['asks for the nodes', { path: '/v1/catalog/nodes' }],
  ['asks which version it is', get('/v1/agent/self')],
  ['asks for a service that is not there', health('greeter?passing=true')],
  ['asks for all services when there are none', { path: '/v1/catalog/services' }],
  ['registers', registered(greeter)],
  ['asks for passing instances', health('greeter?passing=true')],
  ['asks for what is newer than index 1', health('greeter?passing=true&index=1&wait=55000ms')],
  ['asks with a switch without value', health('greeter?passing')],
  ['asks with a switch that is off', health('greeter?passing=0')],
  ['asks for all services', { path: '/v1/catalog/services' }],
  ['renews', put('/v1/agent/check/pass/service%3Agreeter-1')],
  ['warns', put('/v1/agent/check/warn/service:greeter-1?note=slow')],
  ['is not passing when it warns', health('greeter?passing=true')],
  ['shows the warning', health('greeter')],
  ['fails', put('/v1/agent/check/fail/service:greeter-1?note=broken%20disk')],
  ['shows the failure', health('greeter')],
  ['registers again as passing', registered({ ...greeter, Port: 50052 })],
  ['stays critical until it is renewed', health('greeter')],
  ['renews after a failure', put('/v1/agent/check/pass/service:greeter-1')],
  ['passes again', health('greeter?passing=true')],
  ['registers again without a check', registered({ ...greeter, Check: undefined })],
  ['keeps the check that it has', health('greeter?passing=true')],
  ['registers a second instance', registered({ ...greeter, ID: 'greeter-2', Tags: ['blue'] })],
  ['asks by tag', health('greeter?tag=1.2.0')],
  ['asks by two tags', health('greeter?tag=1.2.0&tag=blue')],
  ['asks by a tag that nobody has', health('greeter?tag=red')],
  [
    'registers with a check that says nothing of its status',
    registered({ Name: 'new', Check: { TTL: '1m0s' } }),
  ],
  ['starts critical', health('new')],
  ['registers with a name only', registered({ Name: 'bare' })],
  ['is healthy without a check', health('bare?passing=1')],
  ['registers with names in lower case', registered({ name: 'lower', port: 7, tags: null })],
  ['shows what had lower case names', health('lower')],
  [
    'registers an odd name',
    registered({ Name: 'a b/ü', ID: 'ü/1', Check: { TTL: '10s', Status: 'passing' } }),
  ],
  ['asks for an odd name', health('a%20b%2F%C3%BC?passing')],
  ['renews an odd name', put('/v1/agent/check/pass/service%3A%C3%BC%2F1')],
  ['renews an odd name with a slash', put('/v1/agent/check/pass/service:%C3%BC/1')],
  ['deregisters an odd name', put('/v1/agent/service/deregister/%C3%BC%2F1')],
  ['is gone by its odd name', health('a%20b%2F%C3%BC')],
  ['moves an id to another service', registered({ Name: 'moved', ID: 'bare' })],
  ['is gone from the first service', health('bare')],
  ['is in the other service', health('moved')],
  ['deregisters', put('/v1/agent/service/deregister/greeter-1')],
  ['leaves the other instance', health('greeter?tag=blue')],
  ['deregisters what is not there', put('/v1/agent/service/deregister/greeter-1')],
  ['renews what is not there', put('/v1/agent/check/pass/service:greeter-1')],
  ['asks for all services at the end', { path: '/v1/catalog/services' }],
];

/** The life of keys, in order, too. */
const keys: [string, Exchange][] = [
  ['reads a key that is not there', read('nope')],
  ['lists all when there are none', read('?recurse')],
  ['lists a folder that is not there', read('nope/?recurse')],
  ['lists all keys when there are none', read('?keys')],
  ['lists the keys of a folder that is not there', read('nope/?keys')],
  ['reads what is not there, raw', read('nope?raw')],
  ['deletes what is not there', remove('nope')],
  ['deletes what is not there at an index', remove('nope?cas=5')],
  ['writes', write('a/b', '{"x":1}')],
  ['reads', read('a/b')],
  ['reads what is newer than index 1', read('a/b?index=1&wait=55000ms')],
  ['writes the same', write('a/b', '{"x":1}')],
  ['did not change it', read('a/b')],
  ['writes another value', write('a/b', 'ü')],
  ['changed it', read('a/b')],
  ['writes elsewhere', write('c', '1')],
  ['keeps its index', read('a/b')],
  ['reads raw', read('a/b?raw')],
  ['reads raw although it says no', read('a/b?raw=false')],
  ['reads a path that is encoded', read('a%2Fb')],
  ['writes nothing', write('empty')],
  ['reads nothing', read('empty')],
  ['writes with flags', write('flags?flags=42', 'x')],
  ['reads flags', read('flags')],
  ['writes without flags', write('flags', 'x')],
  ['lost its flags', read('flags')],
  ['writes what must be absent, and is not', write('a/b?cas=0', 'late')],
  ['writes over an index that it does not have', write('a/b?cas=1', 'late')],
  ['writes over an index, but nothing is there', write('nope?cas=5', 'late')],
  ['was not written over', read('a/b')],
  ['writes what must be absent, and is', write('a/new?cas=0', 'first')],
  ['lists a folder', read('a/?recurse')],
  ['lists a folder although it says no', read('a/?recurse=false')],
  ['lists by a part of a name', read('a/n?recurse')],
  ['lists all', read('?recurse')],
  ['lists the keys of a folder', read('a/?keys')],
  ['lists the keys although it should list all', read('a/?keys&recurse')],
  ['lists the children of the root', read('?keys&separator=/')],
  ['lists the children of a folder', read('a/?keys&separator=/')],
  ['lists a folder raw, which it never is', read('a/?recurse&raw')],
  ['deletes at an index that it does not have', remove('a/new?cas=1')],
  ['deletes at index 0', remove('a/new?cas=0')],
  ['is still there', read('a/new')],
  ['deletes', remove('a/new')],
  ['is gone', read('a/new')],
  ['lists what is left, beyond the deletion', read('a/?recurse')],
  ['writes a folder', write('dir/', 'x')],
  ['reads a folder', read('dir/')],
  ['writes an odd name', write('%20s%C3%BC%3F', 'x')],
  ['reads an odd name', read('%20s%C3%BC%3F')],
  ['deletes a folder', remove('a/?recurse')],
  ['lists the folder that is gone', read('a/?recurse')],
  ['deletes it again', remove('a/?recurse')],
  ['asks for the methods', { method: 'OPTIONS', path: '/v1/kv/a' }],
  ['writes as much as it may', write('large', 'x'.repeat(512 * 1024))],
  ['deletes everything', remove('?recurse')],
  ['lists all at the end', read('?recurse')],
];

/** Requests that are refused, with Consul's words unless the library behind it chooses them. */
const refused: [string, Exchange][] = [
  ['an empty body', { path: register, body: '' }],
  ['null', { path: register, body: 'null' }],
  ['no name', { path: register, body: '{}' }],
  ['an id only', registered({ ID: 'only' })],
  ['a name of the wrong type', registered({ Name: 5 })],
  ['a port of the wrong type', registered({ Name: 'x', Port: '12' })],
  ['a port with a fraction', registered({ Name: 'x', Port: 1.5 })],
  ['tags of the wrong type', registered({ Name: 'x', Tags: 'a' })],
  ['a tag of the wrong type', registered({ Name: 'x', Tags: [1] })],
  ['metadata of the wrong type', registered({ Name: 'x', Meta: [] })],
  ['metadata with a number', registered({ Name: 'x', Meta: { a: 1 } })],
  ['metadata with a bad key', registered({ Name: 'x', Meta: { 'a b': 'x' } })],
  ['metadata with a long key', registered({ Name: 'x', Meta: { ['k'.repeat(129)]: 'x' } })],
  ['metadata with a long value', registered({ Name: 'x', Meta: { k: 'v'.repeat(513) } })],
  [
    'too much metadata',
    registered({ Name: 'x', Meta: Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`k${n}`, ''])) }),
  ],
  ['an unknown field', registered({ Name: 'x', Unknown: 1 })],
  ['a duration that is none', registered({ Name: 'x', Check: { TTL: 'bogus' } })],
  ['a negative TTL', registered({ Name: 'x', Check: { TTL: '-1s' } })],
  ['a check without TTL', registered({ Name: 'x', Check: { Name: 'x' } })],
  ['an unknown status', registered({ Name: 'x', Check: { TTL: '5s', Status: 'weird' } })],
  ['an address that means all', registered({ Name: 'x', Address: '0.0.0.0' })],
  ['an unknown check', put('/v1/agent/check/pass/service:nope')],
  ['a check of another kind', put('/v1/agent/check/fail/nope')],
  ['no check', put('/v1/agent/check/pass/')],
  ['no id', put('/v1/agent/service/deregister/')],
  ['no service', health('')],
  ['a bad switch', health('greeter?passing=x')],
  ['a bad index', health('greeter?index=abc')],
  ['a negative index', health('greeter?index=-1')],
  ['a bad wait', health('greeter?index=1&wait=abc')],
  ['a wait without unit', health('greeter?index=1&wait=10')],
  ['GET where PUT is due', { path: register }],
  ['POST where PUT is due', { method: 'POST', path: register, body: '{}' }],
  ['PUT where GET is due', put('/v1/health/service/greeter')],
  ['DELETE where GET is due', { method: 'DELETE', path: '/v1/catalog/services' }],
  ['a read of no key', read('')],
  ['a write to no key', write('', 'x')],
  ['a deletion of no key', remove('')],
  ['a value that is too large', write('large', 'x'.repeat(512 * 1024 + 1))],
  ['a cas that is no number', write('a?cas=abc', 'x')],
  ['a cas below 0', write('a?cas=-1', 'x')],
  ['a cas without value', write('a?cas', 'x')],
  ['a cas beyond 64 bits', write('a?cas=99999999999999999999', 'x')],
  ['flags that are no number', write('a?flags=abc', 'x')],
  ['a deletion with a bad cas', remove('a?cas=abc')],
  ['a deletion of a folder at an index', remove('a?cas=1&recurse')],
  ['a read with a bad index', read('a?index=abc')],
  ['a read with a bad wait', read('a?index=1&wait=abc')],
  ['a read elsewhere', read('a?dc=dc2')],
  ['a write elsewhere', write('a?dc=dc2', 'x')],
  ['POST to a key', { method: 'POST', path: '/v1/kv/a', body: 'x' }],
  ['an unknown path', { path: '/v1/nope' }],
];

describeWithConsul('the embedded registry beside Consul', (consul) => {
  let app: FastifyInstance;
  let embedded: string;

  beforeAll(async () => {
    app = createRegistryApp();
    embedded = await app.listen({ port: 0, host: '127.0.0.1' });
  });

  afterAll(() => app.close());

  it.each([...life, ...keys])('%s', async (_, exchange) => {
    const expected = comparable(await send(embedded, exchange));
    const isRead = exchange.body === undefined && exchange.method === undefined;
    // Consul's catalog follows its agent within milliseconds, so a read is repeated until it is as expected.
    for (let tries = isRead ? 40 : 1; tries > 0; tries--) {
      const actual = comparable(await send(consul().address, exchange));
      if (tries === 1 || isDeepStrictEqual(actual, expected)) return expect(expected).toEqual(actual);
      await delay(50);
    }
  });

  it.each(refused)('refuses %s', async (_, exchange) => {
    const [ours, consuls] = [await send(embedded, exchange), await send(consul().address, exchange)];
    expect(ours.status).toBeGreaterThanOrEqual(400);
    expect(comparable(ours)).toEqual(comparable(consuls));
  });
});
