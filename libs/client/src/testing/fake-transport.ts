import { CallError, Listeners } from '@flotilla/call';
import type {
  CallContext,
  Connection,
  ConnectionState,
  Endpoint,
  ResponseStream,
  Transport,
} from '@flotilla/call';
import { FakeStream } from './fake-stream';

/** What a fake peer answers: a value, a promise or a stream; or it throws. */
export type Handler = (request: unknown, context: CallContext, connection: FakeConnection) => unknown;

/** A connection whose state the test decides. Its calls end at their deadline and at their signal, as a transport's do. */
export class FakeConnection implements Connection {
  state: ConnectionState = 'idle';
  connects = 0;
  /** Calls that neither answered nor ended yet. */
  inFlight = 0;
  closedWithGraceMs: number | undefined;
  readonly #listeners = new Listeners<ConnectionState>();
  readonly #transport: FakeTransport;
  #finishClosing: () => void = () => undefined;

  constructor(
    readonly endpoint: Endpoint,
    transport: FakeTransport,
  ) {
    this.#transport = transport;
  }

  become(state: ConnectionState): void {
    this.state = state;
    this.#listeners.emit(state);
  }

  connect(): void {
    this.connects++;
    if (this.state === 'idle') this.become(this.#transport.connectingLeadsTo);
  }

  observe(listener: (state: ConnectionState) => void): () => void {
    return this.#listeners.add(listener);
  }

  unary<Q, S>(request: Q, context: CallContext): Promise<S> {
    return this.#call(request, context) as Promise<S>;
  }

  serverStream<Q, S>(request: Q, context: CallContext): Promise<ResponseStream<S>> {
    return this.#call(request, context) as Promise<ResponseStream<S>>;
  }

  /** Pends until `finishClosing` when the transport drains slowly. */
  close(graceMs: number): Promise<void> {
    this.closedWithGraceMs = graceMs;
    this.state = 'closed';
    if (!this.#transport.drainsSlowly) return Promise.resolve();
    return new Promise((resolve) => (this.#finishClosing = resolve));
  }

  finishClosing(): void {
    this.#finishClosing();
  }

  async #call(request: unknown, context: CallContext): Promise<unknown> {
    const end = endOf(context);
    const over = (): void => {
      this.inFlight--;
      end.stop();
    };
    this.inFlight++;
    try {
      const answer = await Promise.race([this.#transport.handler(request, context, this), end.error]);
      if (answer instanceof FakeStream) {
        end.error.catch((error: CallError) => answer.fail(error));
        answer.ended.then(over, over);
      } else over();
      return answer;
    } catch (error) {
      over();
      throw error;
    }
  }
}

/** Rejects at the deadline or the signal of a call, whichever comes first, until it is stopped. */
function endOf({ deadline, signal }: CallContext): { error: Promise<never>; stop: () => void } {
  let stop = (): void => undefined;
  const error = new Promise<never>((_resolve, reject) => {
    const onAbort = (): void => reject(new CallError('CANCELLED', 'its signal aborted'));
    const onTime = (): void => reject(new CallError('DEADLINE_EXCEEDED', 'its time was up'));
    const timer = deadline < Infinity ? setTimeout(onTime, deadline - performance.now()) : undefined;
    signal.addEventListener('abort', onAbort);
    stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
  });
  return { error, stop };
}

/** Opens fake connections and remembers them. */
export class FakeTransport implements Transport {
  readonly connections: FakeConnection[] = [];
  connectingLeadsTo: ConnectionState = 'ready';
  drainsSlowly = false;
  handler: Handler = (_request, _context, { endpoint }) => ({ text: endpoint.id });

  open(endpoint: Endpoint): FakeConnection {
    const connection = new FakeConnection(endpoint, this);
    this.connections.push(connection);
    return connection;
  }

  /** The last connection to an instance. */
  to(id: string): FakeConnection {
    const connection = this.connections.findLast(({ endpoint }) => endpoint.id === id);
    if (!connection) throw new Error(`no connection to ${id} was opened`);
    return connection;
  }
}

/** A handler that fails a number of times, then answers with the id of the instance. */
export function failing(times: number, code: Exclude<CallError['code'], 'OK'>, sent = true): Handler {
  let left = times;
  return (_request, { attempt }, { endpoint }) => {
    if (attempt) attempt.sent = sent;
    if (left-- > 0) throw new CallError(code, `${endpoint.id} failed`);
    return { text: endpoint.id };
  };
}
