import { Listeners } from '@flotilla/call';
import type { CallContext, Connection, ConnectionState, Transport } from '@flotilla/call';
import { CpuMeter } from './cpu-meter';

/** A connection to nowhere: ready one turn of the event loop after it was asked to connect, and prompt to answer. */
class PromptConnection implements Connection {
  state: ConnectionState = 'idle';
  readonly #listeners = new Listeners<ConnectionState>();
  readonly #transport: PromptTransport;

  constructor(transport: PromptTransport) {
    this.#transport = transport;
  }

  connect(): void {
    if (this.state !== 'idle') return;
    this.#become('connecting');
    setImmediate(() => {
      if (this.state !== 'connecting') return;
      this.#transport.ready++;
      this.#transport.meter.run(() => this.#become('ready'));
    });
  }

  observe(listener: (state: ConnectionState) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Does what any transport must: encodes the request, decodes an answer. */
  unary<Q, S>(request: Q, { method }: CallContext): Promise<S> {
    method.request.encode(request as never).finish();
    return Promise.resolve(method.response.decode(this.#transport.answer) as S);
  }

  serverStream(): Promise<never> {
    return Promise.reject(new Error('a PromptConnection has no streams'));
  }

  close(): Promise<void> {
    this.state = 'closed';
    return Promise.resolve();
  }

  #become(state: ConnectionState): void {
    this.state = state;
    this.#listeners.emit(state);
  }
}

/** Stands for ten thousand sockets. */
export class PromptTransport implements Transport {
  /** How many connections have been ready. */
  ready = 0;
  /** Takes what it costs others that a connection is ready. */
  readonly meter: CpuMeter;
  /** The encoded answer to every call. */
  readonly answer: Uint8Array;

  constructor({ meter = new CpuMeter(), answer = new Uint8Array() } = {}) {
    this.meter = meter;
    this.answer = answer;
  }

  open(): Connection {
    return new PromptConnection(this);
  }
}
