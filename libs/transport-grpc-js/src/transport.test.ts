import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { once } from 'node:events';
import { CallError, implement, toMethod } from '@flotilla/call';
import type { CallContext, Connection, ConnectionState, Handlers, ResponseStream } from '@flotilla/call';
import { grpc, grpcTransport } from './index';
import { EchoServiceDefinition } from './testing/echo-service';
import type { EchoMessage } from './testing/echo-service';

const echo = toMethod(EchoServiceDefinition, EchoServiceDefinition.methods.echo);
const repeat = toMethod(EchoServiceDefinition, EchoServiceDefinition.methods.repeat);
const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function contextFor(method = echo, overrides: Partial<CallContext> = {}): CallContext {
  const signal = new AbortController().signal;
  return { method, deadline: performance.now() + 5_000, signal, metadata: {}, attempts: [], ...overrides };
}

async function startServer(handlers: Partial<Handlers<typeof EchoServiceDefinition>>): Promise<number> {
  const unexpected = (): never => {
    throw new Error('not expected in this test');
  };
  const implementation = implement(EchoServiceDefinition, {
    echo: unexpected,
    repeat: unexpected,
    ...handlers,
  });
  const listener = grpc({ services: [implementation] });
  const { port } = await listener.listen((next) => next);
  cleanups.push(() => listener.close(100));
  return port;
}

function open(port: number): Connection {
  const connection = grpcTransport({ connectTimeoutMs: 200 }).open({
    id: 'echo-1',
    host: '127.0.0.1',
    port,
    weight: 1,
  });
  cleanups.push(() => connection.close(0));
  return connection;
}

function reaches(connection: Connection, wanted: ConnectionState): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (connection.state === 'idle') connection.connect();
      if (connection.state !== wanted) return;
      stop();
      resolve();
    };
    const stop = connection.observe(check);
    check();
  });
}

async function connectTo(handlers: Partial<Handlers<typeof EchoServiceDefinition>>): Promise<Connection> {
  const connection = open(await startServer(handlers));
  await reaches(connection, 'ready');
  return connection;
}

async function failureOf(promise: Promise<unknown>): Promise<CallError> {
  try {
    await promise;
  } catch (error) {
    return error as CallError;
  }
  throw new Error('expected the call to fail');
}

function call(connection: Connection, context: CallContext, text = 'hi'): Promise<EchoMessage> {
  return connection.unary<EchoMessage, EchoMessage>({ text }, context);
}

function stream(connection: Connection, context: CallContext): Promise<ResponseStream<EchoMessage>> {
  return connection.serverStream<EchoMessage, EchoMessage>({ text: 'hi' }, context);
}

describe('a unary call', () => {
  it('carries the request, the metadata and the deadline to the handler, and its answer back', async () => {
    let seen: CallContext | undefined;
    const connection = await connectTo({
      echo: async ({ text }, context) => {
        seen = context;
        return { text: `${text}!` };
      },
    });
    const context = contextFor(echo, { metadata: { 'x-user': 'ada' } });
    await expect(call(connection, context)).resolves.toEqual({ text: 'hi!' });
    expect(seen?.metadata['x-user']).toBe('ada');
    expect(Math.abs((seen?.deadline ?? 0) - context.deadline)).toBeLessThan(100);
  });

  it('gives the code, message and metadata of a CallError to the client', async () => {
    const connection = await connectTo({
      echo: async () => {
        throw new CallError('RESOURCE_EXHAUSTED', 'try later', {
          metadata: { 'grpc-retry-pushback-ms': '50' },
        });
      },
    });
    const error = await failureOf(call(connection, contextFor()));
    expect([error.code, error.message]).toEqual(['RESOURCE_EXHAUSTED', 'try later']);
    expect(error.metadata['grpc-retry-pushback-ms']).toBe('50');
  });

  it('hides from the client what an unexpected error says', async () => {
    const connection = await connectTo({
      echo: async () => {
        throw new TypeError('password is hunter2');
      },
    });
    const error = await failureOf(call(connection, contextFor()));
    expect([error.code, error.message]).toEqual(['INTERNAL', 'internal error']);
  });

  it('aborts the signal of the handler when the caller aborts', async () => {
    const controller = new AbortController();
    let arrived!: (signal: AbortSignal) => void;
    const arrival = new Promise<AbortSignal>((resolve) => (arrived = resolve));
    const connection = await connectTo({
      echo: (_request, { signal }) => {
        arrived(signal);
        return new Promise(() => undefined);
      },
    });
    const failure = failureOf(call(connection, contextFor(echo, { signal: controller.signal })));
    const handlerSignal = await arrival;
    controller.abort();
    if (!handlerSignal.aborted) await once(handlerSignal, 'abort');
    expect((await failure).code).toBe('CANCELLED');
  });

  it('leaves the signal of the handler alone when the call succeeds', async () => {
    let signal: AbortSignal | undefined;
    const connection = await connectTo({
      echo: async (request, context) => {
        signal = context.signal;
        return request;
      },
    });
    await call(connection, contextFor());
    await call(connection, contextFor());
    expect(signal?.aborted).toBe(false);
  });

  it('ends at its deadline although the handler never answers', async () => {
    const connection = await connectTo({ echo: () => new Promise(() => undefined) });
    const error = await failureOf(call(connection, contextFor(echo, { deadline: performance.now() + 50 })));
    expect(error.code).toBe('DEADLINE_EXCEEDED');
  });

  it('refuses a message above the limit without ending the connection', async () => {
    const connection = await connectTo({ echo: async (request) => request });
    const error = await failureOf(call(connection, contextFor(), 'x'.repeat(2 * 1024 * 1024)));
    expect(error.code).toBe('RESOURCE_EXHAUSTED');
    await expect(call(connection, contextFor())).resolves.toEqual({ text: 'hi' });
  });
});

describe('what an attempt knows of being sent', () => {
  it('is true once the request was on the wire', async () => {
    const connection = await connectTo({
      echo: async () => {
        throw new CallError('UNAVAILABLE', 'no');
      },
    });
    const context = contextFor();
    await failureOf(call(connection, context));
    expect(context.attempts).toMatchObject([{ number: 1, reason: 'first', sent: true }]);
  });

  it('is true when the deadline passed while the peer was silent', async () => {
    const connection = await connectTo({ echo: () => new Promise(() => undefined) });
    const context = contextFor(echo, { deadline: performance.now() + 50 });
    await failureOf(call(connection, context));
    expect(context.attempts[0]?.sent).toBe(true);
  });

  it('is false when nobody listens at the address', async () => {
    const connection = open(await unusedPort());
    const context = contextFor();
    expect((await failureOf(call(connection, context))).code).toBe('UNAVAILABLE');
    expect(context.attempts[0]?.sent).toBe(false);
  });
});

describe('a server stream', () => {
  async function* count(): AsyncGenerator<EchoMessage> {
    for (let number = 1; number <= 3; number++) yield { text: String(number) };
  }

  it('yields every message in order, and ends', async () => {
    const connection = await connectTo({ repeat: count });
    const responses = await stream(connection, contextFor(repeat));
    const texts: string[] = [];
    for await (const { text } of responses) texts.push(text);
    expect(texts).toEqual(['1', '2', '3']);
    await expect(responses.ended).resolves.toBeUndefined();
  });

  it('reports the error that ended it, to the reader and to `ended`', async () => {
    const connection = await connectTo({
      async *repeat() {
        yield { text: '1' };
        throw new CallError('DATA_LOSS', 'gone');
      },
    });
    const responses = await stream(connection, contextFor(repeat));
    const reading = (async () => {
      for await (const response of responses) void response;
    })();
    expect((await failureOf(reading)).code).toBe('DATA_LOSS');
    expect((await failureOf(responses.ended)).code).toBe('DATA_LOSS');
  });

  it('is cancelled on the server when the reader leaves the loop', async () => {
    let leave!: () => void;
    const left = new Promise<void>((resolve) => (leave = resolve));
    const connection = await connectTo({
      async *repeat(_request, { signal }) {
        yield { text: '1' };
        if (!signal.aborted) await once(signal, 'abort');
        leave();
      },
    });
    for await (const response of await stream(connection, contextFor(repeat))) {
      expect(response.text).toBe('1');
      break;
    }
    await left;
  });
});

describe('a connection', () => {
  it('gives up on a peer that accepts TCP and never speaks HTTP/2, and tries again', async () => {
    const sockets: Socket[] = [];
    const blackHole = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
    const connection = open(await listen(blackHole));
    cleanups.push(async () => {
      for (const socket of sockets) socket.destroy();
      blackHole.close();
    });
    const states: ConnectionState[] = [];
    connection.observe((state) => states.push(state));
    await reaches(connection, 'failed');
    await reaches(connection, 'connecting');
    expect(states).toEqual(['connecting', 'failed', 'idle', 'connecting']);
  });

  it('lets calls in flight end before it closes', async () => {
    let answer!: () => void;
    let arrived!: () => void;
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const connection = await connectTo({
      echo: (request) => {
        arrived();
        return new Promise((resolve) => (answer = () => resolve(request)));
      },
    });
    const response = call(connection, contextFor());
    await arrival;
    const closed = connection.close(5_000);
    expect((await failureOf(call(connection, contextFor()))).code).toBe('UNAVAILABLE');
    answer();
    await expect(response).resolves.toEqual({ text: 'hi' });
    await closed;
    expect(connection.state).toBe('closed');
  });

  it('cuts calls in flight when the grace is over', async () => {
    const connection = await connectTo({ echo: () => new Promise(() => undefined) });
    const failure = failureOf(call(connection, contextFor()));
    await connection.close(20);
    expect((await failure).code).toBe('CANCELLED');
  });
});

describe('the server', () => {
  it('names the address when it is taken', async () => {
    const port = await startServer({});
    await expect(grpc({ services: [], port }).listen((next) => next)).rejects.toThrow(`127.0.0.1:${port}`);
  });

  it('rejects options out of range by name', () => {
    expect(() => grpc({ services: [], port: 70_000 })).toThrow(
      new RangeError('grpc: port must be 0 to 65535, got 70000'),
    );
    expect(() => grpcTransport({ keepaliveMs: 0 })).toThrow(/keepaliveMs must be .* got 0/);
  });
});

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function unusedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
