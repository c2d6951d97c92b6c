import { once } from 'node:events';
import { constants } from 'node:http2';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { CallError } from '@flotilla/call';
import type { CallContext, Code } from '@flotilla/call';
import {
  call,
  cleanUp,
  connectTo,
  contextFor,
  echo,
  failureOf,
  gate,
  never,
  open,
  reaches,
} from '../testing/fixtures';
import { startBlackHole, startHttp2Server, unusedPort } from '../testing/raw-server';

afterEach(cleanUp);

function soon(): CallContext {
  return contextFor(echo, { deadline: performance.now() + 50 });
}

it.each([
  ['what is left of its deadline', () => performance.now() + 3_000, /^(2\d{3}|3000)m$/],
  ['nothing of a deadline that it does not have', () => Infinity, undefined],
])('tells the peer %s', async (_what, deadline, timeout) => {
  const arrival = gate<IncomingHttpHeaders>();
  const connection = open(await startHttp2Server((_stream, headers) => arrival.open(headers)));
  const controller = new AbortController();
  const failure = failureOf(
    call(connection, contextFor(echo, { deadline: deadline(), signal: controller.signal })),
  );
  const { 'grpc-timeout': told } = await arrival.opened;
  if (timeout) expect(told).toMatch(timeout);
  else expect(told).toBeUndefined();
  controller.abort();
  await failure;
});

it.each([
  [
    'its CallError',
    new CallError('DEADLINE_EXCEEDED', 'too long', { cause: 'slow' }),
    'DEADLINE_EXCEEDED',
    'slow',
  ],
  ['CANCELLED, for any other reason', 'enough', 'CANCELLED', 'enough'],
])('fails with the reason of the abort: %s', async (_what, reason, code, cause) => {
  const arrival = gate<ServerHttp2Stream>();
  const connection = open(await startHttp2Server(arrival.open));
  const controller = new AbortController();
  const context = contextFor(echo, { signal: controller.signal });
  const failure = failureOf(call(connection, context));
  const stream = await arrival.opened;
  controller.abort(reason);
  expect(await failure).toMatchObject({ code, cause });
  expect(await failureOf(call(connection, context))).toMatchObject({ code, cause });
  expect(context.attempts).toMatchObject([{ sent: true }]);
  if (!stream.closed) await once(stream, 'close');
  expect(stream.rstCode).toBe(constants.NGHTTP2_CANCEL);
});

describe('an attempt counts as sent', () => {
  it('when the handler answers with an error', async () => {
    const connection = await connectTo({
      echo: async () => {
        throw new CallError('UNAVAILABLE', 'no');
      },
    });
    const context = contextFor();
    await failureOf(call(connection, context));
    expect(context.attempts).toEqual([{ number: 1, reason: 'first', sent: true }]);
  });

  it('when the deadline passes while the peer is silent', async () => {
    const connection = await connectTo({ echo: never });
    const context = soon();
    expect((await failureOf(call(connection, context))).code).toBe('DEADLINE_EXCEEDED');
    expect(context.attempts).toMatchObject([{ sent: true }]);
  });

  it.each<[string, (stream: ServerHttp2Stream) => void, Code]>([
    ['breaks the connection', (stream) => stream.session?.destroy(), 'UNAVAILABLE'],
    ['resets the stream', (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR), 'UNAVAILABLE'],
    [
      'speaks HTTP, but not gRPC',
      (stream) => stream.respond({ ':status': 503 }, { endStream: true }),
      'UNAVAILABLE',
    ],
  ])('when the peer gets it and %s', async (_what, onStream, code) => {
    const connection = open(await startHttp2Server(onStream));
    await reaches(connection, 'ready');
    const context = contextFor();
    expect((await failureOf(call(connection, context))).code).toBe(code);
    expect(context.attempts).toMatchObject([{ sent: true }]);
  });
});

describe('an attempt counts as not sent', () => {
  it('when nobody listens at the address', async () => {
    const connection = open(await unusedPort());
    const context = contextFor();
    expect((await failureOf(call(connection, context))).code).toBe('UNAVAILABLE');
    expect(context.attempts).toMatchObject([{ sent: false }]);
  });

  it('when the deadline passes before there is a connection', async () => {
    const connection = open((await startBlackHole()).port);
    const context = soon();
    expect((await failureOf(call(connection, context))).code).toBe('DEADLINE_EXCEEDED');
    expect(context.attempts).toMatchObject([{ sent: false }]);
  });

  it('when the peer refuses the stream', async () => {
    const refuse = (stream: ServerHttp2Stream): void => stream.close(constants.NGHTTP2_REFUSED_STREAM);
    const connection = open(await startHttp2Server(refuse));
    await reaches(connection, 'ready');
    const context = contextFor();
    expect((await failureOf(call(connection, context))).code).toBe('UNAVAILABLE');
    expect(context.attempts).toMatchObject([{ sent: false }]);
  });
});
