import type { FastifyInstance } from 'fastify';
import { Language } from '@flotilla/contracts';
import { createApp } from '../app';
import { FakeGreeter } from '../testing/fake-greeter';
import { FakeOrders } from '../testing/fake-orders';
import { problemOf } from '../testing/problem-of';
import { quietLogger } from '../testing/quiet-logger';

let greeter: FakeGreeter;
let app: FastifyInstance;

beforeEach(() => {
  greeter = new FakeGreeter();
  app = createApp({ greeter, orders: new FakeOrders() }, quietLogger());
});
afterEach(() => app.close());

function stream(query: string, lastEventId?: string) {
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  return app.inject({ url: `/api/greetings/Ada/stream${query}`, headers });
}

const idsOf = (body: string): number[] => [...body.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

it('sends each greeting with its number', async () => {
  const response = await stream('?count=1&language=fr');
  const servedBy = '{"instance":"greeter-2","zone":"b"}';
  expect(response.body.replace(/^retry: \d{4}\n\n/, '')).toBe(
    'id: 1\nevent: greeting\n' +
      `data: {"number":1,"message":"to Ada","language":"fr","servedBy":${servedBy}}\n\n`,
  );
});

it.each([
  ['', undefined, { count: 5, intervalMs: 1_000, language: Language.EN }, [1, 2, 3, 4, 5]],
  ['?count=2&intervalMs=10', undefined, { count: 2, intervalMs: 10 }, [1, 2]],
  ['?count=100&intervalMs=10000', '98', { count: 2, intervalMs: 10_000 }, [99, 100]],
  ['', '3', { count: 2 }, [4, 5]],
])('"%s" after %s goes on where it was', async (query, lastEventId, request, ids) => {
  const { statusCode, body } = await stream(query, lastEventId);
  expect([statusCode, idsOf(body)]).toEqual([200, ids]);
  expect(greeter.requests).toMatchObject([{ name: 'Ada', ...request }]);
});

it('calls with the name as the key', async () => {
  await stream('?count=1');
  expect(greeter.hashKeys).toEqual(['Ada']);
});

it.each([
  ['', '5'],
  ['?count=2', '2'],
  ['?count=2', '999999999'],
])('"%s" after %s answers 204, and asks for nothing', async (query, lastEventId) => {
  const response = await stream(query, lastEventId);
  expect([response.statusCode, response.body, greeter.requests]).toEqual([204, '', []]);
});

it.each([
  ['?count=0', 'query.count', 'must be >= 1'],
  ['?count=101', 'query.count', 'must be <= 100'],
  ['?intervalMs=9', 'query.intervalMs', 'must be >= 10'],
  ['?intervalMs=10001', 'query.intervalMs', 'must be <= 10000'],
  ['?count=1e1', 'query.count', 'must be integer'],
  ['?language=xx', 'query.language', 'must be one of en, zh, es, fr, de, ja'],
  ['?foo=1', 'query.foo', 'is not known here'],
])('refuses "%s"', async (query, path, reason) => {
  expect(problemOf(await stream(query))).toMatchObject({ status: 400, errors: [{ path, reason }] });
  expect(greeter.requests).toEqual([]);
});

it('refuses a Last-Event-ID that is none', async () => {
  const { errors } = problemOf(await stream('', 'x'));
  expect(errors).toMatchObject([{ path: 'header.last-event-id' }]);
});
