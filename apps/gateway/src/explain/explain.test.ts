import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import { CallError, neverAborted, toMethod } from '@flotilla/call';
import type { Call } from '@flotilla/call';
import { GreeterServiceDefinition } from '@flotilla/contracts';
import { createEdge } from '../edge/create-edge';
import { quietLogger } from '../testing/quiet-logger';
import { explain, explained } from './explain';

const method = toMethod(GreeterServiceDefinition, GreeterServiceDefinition.methods.sayHello);
const refuse: Call = async () => {
  throw new CallError('UNAVAILABLE', 'no');
};

/** A call as a client with the middleware makes it, to this instance. */
function callTo(endpointId: string, next: Call = async () => 'hi'): Promise<unknown> {
  const attempts = [{ number: 1, reason: 'first', sent: true, endpointId }] as const;
  const context = { method, deadline: Infinity, signal: neverAborted, metadata: {}, attempts: [...attempts] };
  return explained(next)('hello', context);
}

let app: FastifyInstance;

beforeEach(() => {
  app = createEdge(quietLogger().logger);
  explain(app);
  app.get('/none', async () => 'nothing behind it');
  app.get('/two', async () => [await callTo('a-1'), await callTo('b-1')]);
  app.post('/body', () => callTo('a-1'));
  app.get('/many', async () => Promise.all(Array.from({ length: 30 }, (_, index) => callTo(`a-${index}`))));
  app.get('/fails', () => callTo('a-1', refuse));
});
afterEach(() => app.close());

async function timingOf(url: string, headers: Record<string, string> = { 'x-explain': '1' }) {
  const response = await app.inject({ method: 'GET', url, headers });
  return (response.headers['server-timing'] as string | undefined)?.replace(/dur=[\d.]+/g, 'dur=…');
}

const entry = (instance: string): string => `sayhello;desc="${instance}, 1 attempt";dur=…`;

it('names each call behind a request that asks', async () => {
  await expect(timingOf('/two')).resolves.toBe(`${entry('a-1')}, ${entry('b-1')}`);
});

it.each([
  ['there is no call behind it', '/none', { 'x-explain': '1' }],
  ['it does not ask', '/two', {}],
  ['it asks for something else', '/two', { 'x-explain': 'yes' }],
])('adds nothing to a request when %s', async (_why, url, headers) => {
  await expect(timingOf(url, headers)).resolves.toBeUndefined();
});

it('explains failures, too', async () => {
  await expect(timingOf('/fails')).resolves.toBe('sayhello;desc="a-1, 1 attempt, UNAVAILABLE";dur=…');
});

it('explains a request with a body', async () => {
  const response = await app.inject({
    method: 'POST',
    url: '/body',
    headers: { 'x-explain': '1' },
    payload: { a: 1 },
  });
  expect(response.headers['server-timing']).toContain('a-1');
});

it('names 20 calls at most', async () => {
  expect((await timingOf('/many'))?.split(', say')).toHaveLength(20);
});

it('keeps requests at the same time apart', async () => {
  const timings = await Promise.all([timingOf('/two'), timingOf('/fails'), timingOf('/two', {})]);
  expect(timings.map((timing) => timing?.split(', say').length)).toEqual([2, 1, undefined]);
});

it('hands on the very call when nobody asked, and stays in no async context once nobody asks', async () => {
  const disable = jest.spyOn(AsyncLocalStorage.prototype, 'disable');
  await Promise.all([timingOf('/two'), timingOf('/none')]);
  expect(disable).toHaveBeenCalledTimes(1);
  const answer = Promise.resolve('hi');
  expect(callTo('a-1', () => answer)).toBe(answer);
});
