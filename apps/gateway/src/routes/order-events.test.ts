import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { CallError } from '@flotilla/call';
import { createApp } from '../app';
import { FakeGreeter } from '../testing/fake-greeter';
import { cancelled, FakeOrders, orderId, placed } from '../testing/fake-orders';
import { problemOf } from '../testing/problem-of';
import { quietLogger } from '../testing/quiet-logger';

const url = `/api/orders/${orderId}/events`;
const retry = /^retry: [123]\d{3}\n\n/;
const placedText =
  'id: 1\nevent: placed\n' +
  `data: {"orderId":"${orderId}","sequence":1,"type":"placed","occurredAt":"2026-11-22T10:00:00.000Z"}\n\n`;
const cancelledText =
  'id: 2\nevent: cancelled\n' +
  `data: {"orderId":"${orderId}","sequence":2,"type":"cancelled","occurredAt":"2026-11-22T10:00:01.500Z"}\n\n`;

let orders: FakeOrders;
let app: FastifyInstance;
let registry: Registry;

beforeEach(() => {
  orders = new FakeOrders();
  orders.events = [placed, cancelled];
  registry = new Registry();
  app = createApp({ greeter: new FakeGreeter(), orders }, { ...quietLogger(), metrics: { registry } });
});
afterEach(() => app.close());

function follow(lastEventId?: string) {
  return app.inject({ url, headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId } });
}

it.each([
  [undefined, 0, placedText + cancelledText],
  ['0', 0, placedText + cancelledText],
  ['1', 1, cancelledText],
])('sends the events after %s', async (lastEventId, afterSequence, text) => {
  const response = await follow(lastEventId);
  expect([response.statusCode, response.body]).toEqual([200, expect.stringMatching(retry)]);
  expect(response.body.replace(retry, '')).toBe(text);
  const lookUp = afterSequence === 0 ? [{ orderId }] : [];
  expect(orders.requests).toEqual([...lookUp, { orderId, afterSequence }]);
});

it('sends events as they come', async () => {
  orders.events = [placed];
  const response = follow();
  while (orders.streams.length === 0) await new Promise((resolve) => setImmediate(resolve));
  orders.streams[0]?.send(cancelled).end();
  expect((await response).body.replace(retry, '')).toBe(placedText + cancelledText);
});

it('shows how many streams are open', async () => {
  orders.events = [placed];
  const response = follow();
  while (orders.streams.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await expect(registry.metrics()).resolves.toContain('\ngateway_event_streams 1\n');
  orders.streams[0]?.end();
  await response;
  await expect(registry.metrics()).resolves.toContain('\ngateway_event_streams 0\n');
});

it('answers 204 when all events of an order were seen', async () => {
  const response = await follow('2');
  expect([response.statusCode, response.body]).toEqual([204, '']);
});

it.each(['', 'x', '-1', '1.5', '1e3', '9999999999'])('refuses "%s" as Last-Event-ID', async (lastEventId) => {
  expect(problemOf(await follow(lastEventId))).toMatchObject({
    status: 400,
    errors: [{ path: 'header.last-event-id' }],
  });
  expect(orders.requests).toEqual([]);
});

it('is 404 for an order that is not there, and watches nothing', async () => {
  orders.failure = new CallError('NOT_FOUND', 'no such order');
  expect(problemOf(await follow())).toMatchObject({ status: 404, detail: 'no such order' });
  expect(orders.streams).toEqual([]);
});

it('refuses an id that is none', async () => {
  const { errors } = problemOf(await app.inject('/api/orders/7/events'));
  expect(errors).toMatchObject([{ path: 'path.id' }]);
});
