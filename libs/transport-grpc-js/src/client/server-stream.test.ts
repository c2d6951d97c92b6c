import { once } from 'node:events';
import { CallError } from '@flotilla/call';
import type { ResponseStream } from '@flotilla/call';
import { cleanUp, connectTo, contextFor, failureOf, gate, repeat, stream } from '../testing/fixtures';
import type { EchoMessage } from '../testing/echo-service';

afterEach(cleanUp);

async function read(responses: ResponseStream<EchoMessage>): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text } of responses) texts.push(text);
  return texts;
}

it('yields every message in order, and ends', async () => {
  const connection = await connectTo({
    async *repeat() {
      for (let number = 1; number <= 100; number++) yield { text: String(number) };
    },
  });
  const responses = await stream(connection, contextFor(repeat));
  expect(await read(responses)).toEqual(Array.from({ length: 100 }, (_, index) => String(index + 1)));
  await expect(responses.ended).resolves.toBeUndefined();
});

it('has its headers at once, however late its first message is', async () => {
  const first = gate();
  const connection = await connectTo({
    async *repeat() {
      await first.opened;
      yield { text: '1' };
    },
  });
  const responses = await stream(connection, contextFor(repeat));
  first.open();
  expect(await read(responses)).toEqual(['1']);
});

it('may be empty', async () => {
  const connection = await connectTo({ async *repeat() {} });
  expect(await read(await stream(connection, contextFor(repeat)))).toEqual([]);
});

it('reports the error that ended it, to the reader and to `ended`', async () => {
  const connection = await connectTo({
    async *repeat() {
      yield { text: '1' };
      throw new CallError('DATA_LOSS', 'gone');
    },
  });
  const responses = await stream(connection, contextFor(repeat));
  expect((await failureOf(read(responses))).code).toBe('DATA_LOSS');
  expect((await failureOf(responses.ended)).code).toBe('DATA_LOSS');
});

it('rejects when it fails before its first message', async () => {
  const connection = await connectTo({
    // eslint-disable-next-line require-yield
    async *repeat() {
      throw new CallError('NOT_FOUND', 'no such text');
    },
  });
  const error = await failureOf(stream(connection, contextFor(repeat)));
  expect([error.code, error.message]).toEqual(['NOT_FOUND', 'no such text']);
});

it('is cancelled on the server when the reader leaves the loop', async () => {
  const left = gate();
  const connection = await connectTo({
    async *repeat(_request, { signal }) {
      yield { text: '1' };
      if (!signal.aborted) await once(signal, 'abort');
      left.open();
    },
  });
  const responses = await stream(connection, contextFor(repeat));
  for await (const response of responses) {
    expect(response.text).toBe('1');
    break;
  }
  await left.opened;
  expect((await failureOf(responses.ended)).code).toBe('CANCELLED');
});

it('slows the server down to the pace of the reader', async () => {
  let yielded = 0;
  const connection = await connectTo({
    async *repeat() {
      for (; yielded < 1_000; yielded++) yield { text: 'x'.repeat(10_000) };
    },
  });
  const responses = (await stream(connection, contextFor(repeat)))[Symbol.asyncIterator]();
  await responses.next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(yielded).toBeLessThan(100);
  await responses.return?.();
});

it('fails when a response cannot be decoded, and cancels the rest', async () => {
  const left = gate();
  const connection = await connectTo({
    async *repeat(_request, { signal }) {
      yield { text: '1' };
      if (!signal.aborted) await once(signal, 'abort');
      left.open();
    },
  });
  const response = { ...repeat.response, decode: () => JSON.parse('{') as unknown };
  const responses = await stream(connection, contextFor({ ...repeat, response }));
  const error = await failureOf(read(responses));
  expect([error.code, error.message]).toEqual([
    'INTERNAL',
    'test.v1.EchoService/Repeat: a response cannot be decoded',
  ]);
  await left.opened;
});
