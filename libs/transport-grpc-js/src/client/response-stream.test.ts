import { CallError } from '@flotilla/call';
import { WireResponseStream } from './response-stream';

const read = jest.fn();
const cancel = jest.fn();
let stream: WireResponseStream<string>;

beforeEach(() => {
  jest.clearAllMocks();
  stream = new WireResponseStream({ read, cancel });
});

it('serves in order those who ask before a message is there, and asks for one more each time', async () => {
  const asked = [stream.next(), stream.next(), stream.next()];
  stream.push('one');
  stream.push('two');
  expect(read).toHaveBeenCalledTimes(2);
  stream.finish(undefined);
  await expect(Promise.all(asked)).resolves.toEqual([
    { value: 'one', done: false },
    { value: 'two', done: false },
    { value: undefined, done: true },
  ]);
});

it('tells all who wait what ended it', async () => {
  const asked = [stream.next(), stream.next()];
  const error = new CallError('UNAVAILABLE', 'reset');
  stream.finish(error);
  await expect(Promise.allSettled(asked)).resolves.toEqual([
    { status: 'rejected', reason: error },
    { status: 'rejected', reason: error },
  ]);
  await expect(stream.next()).rejects.toBe(error);
});

it('is over for a reader who leaves, and was cancelled', async () => {
  stream.push('one');
  await stream.next();
  const waiting = stream.next();
  await expect(stream.return()).resolves.toEqual({ value: undefined, done: true });
  await expect(waiting).resolves.toEqual({ value: undefined, done: true });
  stream.push('two');
  const [error] = cancel.mock.calls[0] as [CallError];
  stream.finish(error);
  await expect(stream.next()).resolves.toEqual({ value: undefined, done: true });
  await expect(stream.ended).rejects.toMatchObject({ code: 'CANCELLED' });
});
