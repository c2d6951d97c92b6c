import { once } from 'node:events';
import { connect } from 'node:net';
import type { CallContext, Middleware } from '@flotilla/call';
import { grpc } from '../index';
import {
  afterwards,
  call,
  cleanUp,
  connectTo,
  contextFor,
  echo,
  echoService,
  failureOf,
  gate,
  never,
  open,
  reaches,
  repeat,
  startServer,
  stream,
} from '../testing/fixtures';

afterEach(cleanUp);

describe('listening', () => {
  it('names the address when it is taken, and prints nothing', async () => {
    const print = jest.spyOn(console, 'error');
    const { port } = await startServer({});
    await expect(grpc({ services: [], port }).listen((next) => next)).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: choose another port`,
    );
    expect(print).not.toHaveBeenCalled();
  });

  it('wraps every handler in the middleware', async () => {
    const seen: string[] = [];
    const middleware: Middleware = (next) => async (request, context) => {
      seen.push(context.method.name);
      return next(request, context);
    };
    const listener = grpc({ services: [echoService({ echo: async (request) => request })] });
    const { port } = await listener.listen(middleware);
    afterwards(() => listener.close(0));
    await call(open(port), contextFor());
    expect(seen).toEqual(['Echo']);
  });

  it('answers UNIMPLEMENTED for a method that it does not have', async () => {
    const connection = await connectTo({});
    const method = { ...echo, fullName: 'test.v1.EchoService/Shout' };
    expect((await failureOf(call(connection, contextFor(method)))).code).toBe('UNIMPLEMENTED');
  });
});

describe('close', () => {
  it('lets calls in flight end, and accepts no more', async () => {
    const answer = gate();
    const arrival = gate();
    const { listener, port } = await startServer({
      echo: async (request) => {
        arrival.open();
        await answer.opened;
        return request;
      },
    });
    const response = call(open(port), contextFor());
    await arrival.opened;
    const closed = listener.close(5_000);
    expect((await failureOf(call(open(port), contextFor()))).code).toBe('UNAVAILABLE');
    answer.open();
    await expect(response).resolves.toEqual({ text: 'hi' });
    await closed;
  });

  it.each(['127.0.0.1', 'localhost', '0.0.0.0'])(
    'cuts calls in flight at %s when the grace is over',
    async (host) => {
      const arrival = gate<AbortSignal>();
      const echoNever = (_request: unknown, { signal }: CallContext): Promise<never> => {
        arrival.open(signal);
        return never();
      };
      const { listener, port } = await startServer({ echo: echoNever }, { host });
      const context = contextFor();
      const failure = failureOf(call(open(port), context));
      const signal = await arrival.opened;
      const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
      await listener.close(20);
      expect((await failure).code).toBe('CANCELLED');
      expect(context.attempts).toMatchObject([{ sent: true }]);
      await aborted;
    },
  );

  it('does not wait for a client that never hangs up', async () => {
    const { listener, port } = await startServer({});
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    afterwards(() => socket.destroy());
    await once(socket, 'data');
    const startedMs = performance.now();
    await listener.close(50);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });

  it('does no harm before it listens', async () => {
    await grpc({ services: [] }).close(1_000);
  });
});

describe('limits', () => {
  it('lets so many calls run at once on a connection', async () => {
    const arrivals: (() => void)[] = [];
    const connection = await connectTo(
      { echo: (request) => new Promise((resolve) => arrivals.push(() => resolve(request))) },
      { maxConcurrentStreams: 2 },
    );
    const responses = [1, 2, 3].map((number) => call(connection, contextFor(), String(number)));
    const late = failureOf(call(connection, contextFor(echo, { deadline: performance.now() + 100 })));
    expect((await late).code).toBe('DEADLINE_EXCEEDED');
    expect(arrivals).toHaveLength(2);
    arrivals[0]?.();
    await responses[0];
    arrivals[1]?.();
    await responses[1];
    while (arrivals.length < 3) await new Promise((resolve) => setImmediate(resolve));
    arrivals[2]?.();
    await expect(responses[2]).resolves.toEqual({ text: '3' });
  });

  it('lets short calls through beside 150 streams that last', async () => {
    const over = gate();
    const connection = await connectTo({
      echo: async (request) => request,
      async *repeat(request) {
        await over.opened;
        yield request;
      },
    });
    await Promise.all(Array.from({ length: 150 }, () => stream(connection, contextFor(repeat))));
    await expect(call(connection, contextFor())).resolves.toEqual({ text: 'hi' });
    over.open();
  });

  it.each([
    ['request', 200, 'hi', 'RESOURCE_EXHAUSTED'],
    ['response', 2, 'x'.repeat(200), 'INTERNAL'],
  ])('refuses a %s that is too large', async (_what, length, text, code) => {
    const connection = await connectTo({ echo: async () => ({ text }) }, { maxMessageBytes: 100 });
    const error = await failureOf(call(connection, contextFor(), 'x'.repeat(length)));
    expect(error.code).toBe(code);
    expect(connection.state).toBe('ready');
  });

  it.each([
    [{ port: 70_000 }, 'grpc: port must be 0 to 65535, got 70000'],
    [{ port: -1 }, 'grpc: port must be 0 to 65535, got -1'],
    [{ maxMessageBytes: 0 }, 'grpc: maxMessageBytes must be a positive whole number, got 0'],
    [{ maxConcurrentStreams: 1.5 }, 'grpc: maxConcurrentStreams must be a positive whole number, got 1.5'],
  ])('must be in range: %j', (options, message) => {
    expect(() => grpc({ services: [], ...options })).toThrow(new RangeError(message));
  });
});

it('survives a request that it cannot decode', async () => {
  const connection = await connectTo({ echo: async (request) => request });
  const request = { ...echo.request, encode: () => ({ finish: () => Buffer.from('{') }) };
  expect((await failureOf(call(connection, contextFor({ ...echo, request })))).code).toBe('INTERNAL');
  await expect(call(connection, contextFor())).resolves.toEqual({ text: 'hi' });
});

it('keeps up with a client that asks and leaves', async () => {
  const { port } = await startServer({ echo: async (request) => request });
  const connection = open(port);
  await reaches(connection, 'ready');
  const calls = Array.from({ length: 50 }, () => {
    const controller = new AbortController();
    const failed = failureOf(call(connection, contextFor(echo, { signal: controller.signal })));
    controller.abort();
    return failed;
  });
  expect((await Promise.all(calls)).every(({ code }) => code === 'CANCELLED')).toBe(true);
  await expect(call(connection, contextFor())).resolves.toEqual({ text: 'hi' });
});
