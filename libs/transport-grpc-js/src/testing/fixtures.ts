import { implement, toMethod } from '@flotilla/call';
import type {
  CallContext,
  CallError,
  Connection,
  ConnectionState,
  Handlers,
  ResponseStream,
} from '@flotilla/call';
import { grpc, grpcTransport } from '../index';
import type { GrpcListenerOptions } from '../index';
import { EchoServiceDefinition } from './echo-service';
import type { EchoMessage } from './echo-service';

type EchoHandlers = Partial<Handlers<typeof EchoServiceDefinition>>;
type ServerOptions = Omit<GrpcListenerOptions, 'services'>;

export const echo = toMethod(EchoServiceDefinition, EchoServiceDefinition.methods.echo);
export const repeat = toMethod(EchoServiceDefinition, EchoServiceDefinition.methods.repeat);

const cleanups: (() => unknown)[] = [];

/** Has it done when the test is over, last first. */
export function afterwards(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

/** For `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

export function contextFor(method = echo, overrides: Partial<CallContext> = {}): CallContext {
  const signal = new AbortController().signal;
  return { method, deadline: performance.now() + 5_000, signal, metadata: {}, attempts: [], ...overrides };
}

/** An echo service that has the handlers of the test only. */
export function echoService(handlers: EchoHandlers) {
  const unexpected = (): never => {
    throw new Error('not expected in this test');
  };
  return implement(EchoServiceDefinition, { echo: unexpected, repeat: unexpected, ...handlers });
}

export async function startServer(handlers: EchoHandlers, options: ServerOptions = {}) {
  const listener = grpc({ services: [echoService(handlers)], ...options });
  const { port } = await listener.listen((next) => next);
  afterwards(() => listener.close(100));
  return { listener, port };
}

export function open(port: number): Connection {
  const transport = grpcTransport({ connectTimeoutMs: 200 });
  const connection = transport.open({ id: 'echo-1', host: '127.0.0.1', port, weight: 1 });
  afterwards(() => connection.close(0));
  return connection;
}

/** Waits for a state, and connects whenever the connection is idle. */
export function reaches(connection: Connection, wanted: ConnectionState): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (connection.state === wanted) {
        stop();
        return resolve();
      }
      if (connection.state === 'idle') connection.connect();
    };
    const stop = connection.observe(check);
    check();
  });
}

export async function connectTo(handlers: EchoHandlers, options?: ServerOptions): Promise<Connection> {
  const { port } = await startServer(handlers, options);
  const connection = open(port);
  await reaches(connection, 'ready');
  return connection;
}

export async function failureOf(promise: Promise<unknown>): Promise<CallError> {
  try {
    await promise;
  } catch (error) {
    return error as CallError;
  }
  throw new Error('expected the call to fail');
}

export function call(connection: Connection, context: CallContext, text = 'hi'): Promise<EchoMessage> {
  return connection.unary<EchoMessage, EchoMessage>({ text }, context);
}

export function stream(connection: Connection, context: CallContext): Promise<ResponseStream<EchoMessage>> {
  return connection.serverStream<EchoMessage, EchoMessage>({ text: 'hi' }, context);
}

/** A promise, and what resolves it. */
export function gate<T = void>(): { opened: Promise<T>; open: (value: T) => void } {
  let open!: (value: T) => void;
  const opened = new Promise<T>((resolve) => (open = resolve));
  return { opened, open };
}

export function never(): Promise<never> {
  return new Promise(() => undefined);
}
