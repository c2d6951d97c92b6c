import { FakeStream } from '../../testing/fake-stream';
import { EventStream } from './event-stream';
import type { ServerSentEvent } from './event-stream';

const event = (id: number, data: object = {}): ServerSentEvent => ({ id, event: 'tick', data });
const preamble = 'retry: 1000\n\n';
const text = (id: number): string => `id: ${id}\nevent: tick\ndata: {}\n\n`;

let source: FakeStream<ServerSentEvent>;
let failures: unknown[];
/** Asks the source for one event. */
let next: jest.SpyInstance;
let stream: EventStream;

function open(...events: ServerSentEvent[]): void {
  source = new FakeStream(events);
  failures = [];
  const iterator = source[Symbol.asyncIterator]();
  next = jest.spyOn(iterator, 'next');
  const onFailure = (error: unknown): void => void failures.push(error);
  stream = new EventStream({
    first: iterator.next(),
    events: iterator,
    heartbeatMs: 15_000,
    retryMs: 1_000,
    onFailure,
  });
}

async function settle(): Promise<void> {
  await jest.advanceTimersByTimeAsync(0);
}

async function readAll(): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  stream.destroy();
  jest.useRealTimers();
});

it('sends what an EventSource reads, and ends with its source', async () => {
  open(event(1), event(2));
  source.end();
  await expect(readAll()).resolves.toBe(preamble + text(1) + text(2));
  expect(failures).toEqual([]);
});

it('keeps each event in lines of its own, whatever it holds', async () => {
  open(event(1, { name: 'a\nid: 7\n\nb\r' }));
  source.end();
  await expect(readAll()).resolves.toBe(
    `${preamble}id: 1\nevent: tick\ndata: {"name":"a\\nid: 7\\n\\nb\\r"}\n\n`,
  );
});

it('sends a comment every 15 s while nothing else comes, and the events all the same', async () => {
  open();
  let all = '';
  stream.on('data', (chunk) => (all += String(chunk)));
  await settle();
  await jest.advanceTimersByTimeAsync(30_000);
  expect(next).toHaveBeenCalledTimes(1);
  source.send(event(1)).send(event(2));
  await settle();
  await jest.advanceTimersByTimeAsync(15_000);
  expect(all).toBe(`${preamble}:\n\n:\n\n${text(1)}${text(2)}:\n\n`);
});

it('asks for nothing more, and keeps its comments to itself, while the client does not read', async () => {
  open(...Array.from({ length: 20 }, (_, index) => event(index, { fill: 'x'.repeat(2_000) })));
  stream.read(0);
  await settle();
  const held = stream.readableLength;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(stream.readableLength).toBe(held);
  expect(held).toBeLessThan(20_000);
});

it('ends well when its source fails, and says so', async () => {
  open(event(1));
  const reading = readAll();
  await settle();
  source.fail(new Error('10.0.0.3 went away'));
  await expect(reading).resolves.toBe(preamble + text(1));
  expect(failures).toMatchObject([{ message: '10.0.0.3 went away' }]);
});

it.each([
  ['is left', () => stream.destroy()],
  ['ends', () => source.end()],
])('keeps neither a timer nor its source once it %s', async (_how, stop) => {
  open(event(1));
  stream.resume();
  await settle();
  stop();
  await settle();
  expect(jest.getTimerCount()).toBe(0);
  expect(source.isOver).toBe(true);
});
