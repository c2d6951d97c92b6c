import { once } from 'node:events';
import { CallError, codeOf, settled } from '@flotilla/call';
import type { Middleware } from '@flotilla/call';
import { grpc } from '../index';
import {
  afterwards,
  call,
  cleanUp,
  contextFor,
  echo,
  echoService,
  failureOf,
  gate,
  open,
  reaches,
  repeat,
  stream,
} from '../testing/fixtures';
import type { EchoMessage } from '../testing/echo-service';

afterEach(cleanUp);

const circular: Record<string, unknown> = { text: '2' };
circular['self'] = circular;
const unencodable = circular as unknown as EchoMessage;

/** A connection to an echo service, and the error that the middleware around its handlers sees. */
async function connectTo(handlers: Parameters<typeof echoService>[0]) {
  const seen = gate<unknown>();
  const middleware: Middleware = (next) => async (request, context) => {
    const response = await next(request, context).catch((error: unknown) => {
      seen.open(error);
      throw error;
    });
    settled(response)?.catch(seen.open);
    return response;
  };
  const listener = grpc({ services: [echoService(handlers)] });
  const { port } = await listener.listen(middleware);
  afterwards(() => listener.close(100));
  const connection = open(port);
  await reaches(connection, 'ready');
  return { connection, seen: seen.opened };
}

describe('a response that cannot be sent', () => {
  it('fails a unary call, and the middleware sees why: it cannot be encoded', async () => {
    const { connection, seen } = await connectTo({ echo: async () => unencodable });
    const error = await failureOf(call(connection, contextFor()));
    const message = "test.v1.EchoService/Echo: the handler's response cannot be sent";
    expect([error.code, error.message]).toEqual(['INTERNAL', message]);
    expect(await seen).toMatchObject({
      code: 'INTERNAL',
      cause: { message: expect.stringContaining('circular') },
    });
  });

  it('is one that is too large as well', async () => {
    const { connection, seen } = await connectTo({ echo: async () => ({ text: 'x'.repeat(2 ** 20) }) });
    expect((await failureOf(call(connection, contextFor()))).code).toBe('INTERNAL');
    expect(await seen).toMatchObject({
      cause: { message: expect.stringContaining('must not be larger than 1048576 bytes (maxMessageBytes)') },
    });
  });

  it('fails a stream after what came before it', async () => {
    const { connection, seen } = await connectTo({
      async *repeat() {
        yield { text: '1' };
        yield unencodable;
      },
    });
    const responses = await stream(connection, contextFor(repeat));
    const texts: string[] = [];
    const reading = (async () => {
      for await (const { text } of responses) texts.push(text);
    })();
    expect((await failureOf(reading)).code).toBe('INTERNAL');
    expect(texts).toEqual(['1']);
    expect(await seen).toMatchObject({ code: 'INTERNAL' });
  });
});

it.each([
  ['an error', new TypeError('password is hunter2')],
  ['a text', 'password is hunter2'],
])('hides from the client what %s that is no CallError says', async (_what, thrown) => {
  const { connection, seen } = await connectTo({
    echo: () => {
      throw thrown as Error;
    },
  });
  const error = await failureOf(call(connection, contextFor()));
  expect([error.code, error.message]).toEqual(['INTERNAL', 'internal error']);
  expect(await seen).toMatchObject({ name: 'CallError', code: 'INTERNAL', cause: thrown });
});

describe('a handler that fails because nobody waits', () => {
  it('was cancelled, and has no bug', async () => {
    const { connection, seen } = await connectTo({
      echo: async (_request, { signal }) => {
        arrival.open();
        await once(new EventTarget(), 'never', { signal });
        return { text: '' };
      },
    });
    const arrival = gate();
    const controller = new AbortController();
    const failure = failureOf(call(connection, contextFor(echo, { signal: controller.signal })));
    await arrival.opened;
    controller.abort();
    await failure;
    expect(codeOf(await seen)).toBe('CANCELLED');
  });

  it('was too late when the deadline passed', async () => {
    const { connection, seen } = await connectTo({
      async *repeat(_request, { signal }) {
        yield { text: '1' };
        await once(new EventTarget(), 'never', { signal });
      },
    });
    const responses = await stream(connection, contextFor(repeat, { deadline: performance.now() + 50 }));
    await failureOf(responses.ended);
    expect(codeOf(await seen)).toBe('DEADLINE_EXCEEDED');
  });

  it('may still say what it wants', async () => {
    const { connection, seen } = await connectTo({
      echo: async (_request, { signal }) => {
        arrival.open();
        await once(signal, 'abort');
        throw new CallError('ABORTED', 'rolled back');
      },
    });
    const arrival = gate();
    const controller = new AbortController();
    const failure = failureOf(call(connection, contextFor(echo, { signal: controller.signal })));
    await arrival.opened;
    controller.abort();
    await failure;
    expect(codeOf(await seen)).toBe('ABORTED');
  });
});
