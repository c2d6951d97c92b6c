import { CallError } from '@flotilla/call';
import type { Metadata } from '@flotilla/call';
import { call, cleanUp, connectTo, contextFor, failureOf, repeat, stream } from '../testing/fixtures';

let warn: jest.SpyInstance;

beforeEach(() => {
  warn = jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(async () => {
  warn.mockRestore();
  await cleanUp();
});

/** What clients see of a handler's CallError, by a unary call and by a stream. */
async function failures(message: string, metadata: Metadata = {}, remote = false) {
  const error = new CallError('NOT_FOUND', message, { metadata, remote });
  const connection = await connectTo({
    echo: () => Promise.reject(error),
    // eslint-disable-next-line require-yield
    async *repeat() {
      throw error;
    },
  });
  const seen = [
    await failureOf(call(connection, contextFor())),
    await failureOf(stream(connection, contextFor(repeat))),
  ];
  expect(seen.map(({ code }) => code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  expect(connection.state).toBe('ready');
  return seen;
}

it.each([
  ['empty', '', ''],
  ['of several lines', 'a\r\nb', 'a\r\nb'],
  ['in any script', '没有 😀 100%', '没有 😀 100%'],
  ['with half of a surrogate pair', 'a\ud83db', 'a\ufffdb'],
  ['that is long', '王'.repeat(200_000), '王'.repeat(1_000)],
])('sends a message %s', async (_what, message, received) => {
  for (const error of await failures(message)) expect(error.message).toBe(received);
  expect(warn).not.toHaveBeenCalled();
});

it.each([
  ['a bad name', { 'bad name': 'x' }],
  ['a header of HTTP/1', { connection: 'close' }],
  ['a binary value', { 'trace-bin': 'x' }],
])('sends the error without its metadata, and warns, for %s', async (_what, metadata) => {
  for (const error of await failures('no', metadata)) expect(error.metadata).not.toMatchObject(metadata);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('an error was answered without its metadata'));
});

it('passes on the error of another service', async () => {
  const [first] = await failures('no such text', { 'x-reason': 'deleted' });
  const [second] = await failures(first?.message ?? '', first?.metadata, first?.remote);
  expect(second?.metadata['x-reason']).toBe('deleted');
  expect(warn).not.toHaveBeenCalled();
});

it("keeps another service's pushback and quota from clients: each hop would try again, and take the quota for its own", async () => {
  const waits = { 'grpc-retry-pushback-ms': '50', 'flotilla-quota': '50' };
  for (const { metadata } of await failures('busy', waits)) expect(metadata).toMatchObject(waits);
  for (const { metadata } of await failures('busy', waits, true)) {
    expect(metadata).not.toHaveProperty('grpc-retry-pushback-ms');
    expect(metadata).not.toHaveProperty('flotilla-quota');
  }
});
