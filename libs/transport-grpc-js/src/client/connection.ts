import { abortError, CallError } from '@flotilla/call';
import type { CallContext, Connection, ConnectionState, Endpoint, ResponseStream } from '@flotilla/call';
import { BoundedChannel } from './channel';
import type { GrpcTransportOptions } from './channel-options';
import { serverStream } from './server-stream';
import { unary } from './unary';
import type { Track, WireCall } from './wire-call';

/** A connection to one endpoint over a grpc-js channel of its own. */
export class GrpcConnection implements Connection {
  readonly #endpoint: Endpoint;
  readonly #channel: BoundedChannel;
  readonly #inFlight = new Set<WireCall>();
  #closing: Promise<void> | undefined;
  #onIdle: (() => void) | undefined;

  constructor(endpoint: Endpoint, options: Required<GrpcTransportOptions>) {
    this.#endpoint = endpoint;
    this.#channel = new BoundedChannel(endpoint, options);
  }

  get state(): ConnectionState {
    return this.#channel.state;
  }

  connect(): void {
    this.#channel.connect();
  }

  observe(listener: (state: ConnectionState) => void): () => void {
    return this.#channel.observe(listener);
  }

  unary<Q, S>(request: Q, context: CallContext): Promise<S> {
    const refusal = this.#refusal(context);
    return refusal ? Promise.reject(refusal) : unary(this.#channel, request, context, this.#track);
  }

  serverStream<Q, S>(request: Q, context: CallContext): Promise<ResponseStream<S>> {
    const refusal = this.#refusal(context);
    return refusal ? Promise.reject(refusal) : serverStream(this.#channel, request, context, this.#track);
  }

  close(graceMs: number): Promise<void> {
    return (this.#closing ??= this.#drain(graceMs));
  }

  async #drain(graceMs: number): Promise<void> {
    if (this.#inFlight.size > 0) await this.#idleWithin(graceMs);
    const closed = new CallError('UNAVAILABLE', `the connection to ${this.#endpoint.id} was closed`);
    for (const call of this.#inFlight) call.cancel(closed);
    this.#channel.close();
  }

  #idleWithin(graceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.#onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  readonly #track: Track = (call) => {
    this.#inFlight.add(call);
    return () => {
      this.#inFlight.delete(call);
      if (this.#inFlight.size === 0) this.#onIdle?.();
    };
  };

  #refusal({ signal }: CallContext): CallError | undefined {
    if (signal.aborted) return abortError(signal);
    if (this.#closing) return this.#unavailable('is closed');
    // The channel would connect for it, backoff or not.
    return this.state === 'failed' ? this.#unavailable('failed') : undefined;
  }

  #unavailable(what: string): CallError {
    const message = `the connection to ${this.#endpoint.id} ${what}: pick another endpoint`;
    return new CallError('UNAVAILABLE', message);
  }
}
