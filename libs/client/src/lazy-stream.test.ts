import { CallError } from '@flotilla/call';
import type { ResponseStream } from '@flotilla/call';
import { LazyStream } from './lazy-stream';
import { FakeStream } from './testing/fake-stream';
import { failureOf } from './testing/settle';

let arrive: (stream: ResponseStream<string>) => void;
let refuse: (error: Error) => void;
let lazy: LazyStream<string>;

beforeEach(() => {
  lazy = new LazyStream(new Promise((resolve, reject) => ([arrive, refuse] = [resolve, reject])));
});

async function readAll(): Promise<string[]> {
  const messages: string[] = [];
  for await (const message of lazy) messages.push(message);
  return messages;
}

describe('LazyStream', () => {
  it('can be read before the headers arrive', async () => {
    const stream = new FakeStream(['one', 'two']);
    stream.end();
    const messages = readAll();
    arrive(stream);
    await expect(messages).resolves.toEqual(['one', 'two']);
    await expect(lazy.ended).resolves.toBeUndefined();
  });

  it('cancels when the reader leaves the loop', async () => {
    arrive(new FakeStream(['one', 'two']));
    for await (const message of lazy) if (message === 'one') break;
    await expect(failureOf(lazy.ended)).resolves.toBe('CANCELLED: the reader left the stream');
  });

  it('cancels at the headers what was left before them, and lets the reader go at once', async () => {
    const steps = lazy[Symbol.asyncIterator]();
    const pending = steps.next();
    await expect(steps.return?.()).resolves.toEqual({ value: undefined, done: true });
    arrive(new FakeStream());
    await expect(failureOf(lazy.ended)).resolves.toBe('CANCELLED: the reader left the stream');
    await expect(failureOf(pending)).resolves.toMatch(/^CANCELLED/);
  });

  it.each([
    { thrown: new CallError('NOT_FOUND', 'no such quote'), failure: 'NOT_FOUND: no such quote' },
    { thrown: new TypeError('oops'), failure: 'UNKNOWN: oops' },
  ])('rejects with $failure, before the headers and after', async ({ thrown, failure }) => {
    const early = new LazyStream<string>(Promise.reject(thrown));
    await expect(failureOf(early[Symbol.asyncIterator]().next())).resolves.toBe(failure);
    await expect(failureOf(early.ended)).resolves.toBe(failure);
    const stream = new FakeStream(['one']);
    arrive(stream);
    stream.fail(thrown);
    await expect(failureOf(readAll())).resolves.toBe(failure);
    await expect(failureOf(lazy.ended)).resolves.toBe(failure);
  });

  it('has no unhandled rejection when nobody reads it', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    refuse(new CallError('UNAVAILABLE', 'no'));
    lazy[Symbol.asyncIterator]();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
