import { Channel, connectivityState, credentials } from '@grpc/grpc-js';
import { Listeners } from '@flotilla/call';
import type { ConnectionState, Endpoint } from '@flotilla/call';
import { channelOptions } from './channel-options';
import type { GrpcTransportOptions } from './channel-options';
import { toTarget } from './target';

const states: Record<connectivityState, ConnectionState> = {
  [connectivityState.IDLE]: 'idle',
  [connectivityState.CONNECTING]: 'connecting',
  [connectivityState.READY]: 'ready',
  [connectivityState.TRANSIENT_FAILURE]: 'failed',
  [connectivityState.SHUTDOWN]: 'closed',
};

/**
 * A grpc-js channel to one address, with the connect timeout that grpc-js lacks: a channel that stays connecting for
 * too long (a peer that accepts TCP and never speaks HTTP/2) is thrown away, and another one is made after a backoff.
 */
export class BoundedChannel {
  readonly #target: string;
  readonly #options: Required<GrpcTransportOptions>;
  readonly #listeners = new Listeners<ConnectionState>();
  #channel: Channel;
  #state: ConnectionState = 'idle';
  #timer: NodeJS.Timeout | undefined;
  #timeouts = 0;

  constructor(endpoint: Endpoint, options: Required<GrpcTransportOptions>) {
    this.#target = toTarget(endpoint);
    this.#options = options;
    this.#channel = this.#openChannel();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  observe(listener: (state: ConnectionState) => void): () => void {
    return this.#listeners.add(listener);
  }

  connect(): void {
    if (this.#state === 'idle') this.#channel.getConnectivityState(true);
  }

  /** Starts a call on the wire. The wall-clock `deadline` is milliseconds since the epoch, or Infinity. */
  createCall(path: string, deadline: number): ReturnType<Channel['createCall']> {
    return this.#channel.createCall(path, deadline, null, null, null);
  }

  close(): void {
    this.#enter('closed');
    this.#channel.close();
  }

  #openChannel(): Channel {
    const channel = new Channel(this.#target, credentials.createInsecure(), channelOptions(this.#options));
    this.#watch(channel);
    return channel;
  }

  #watch(channel: Channel): void {
    const state = channel.getConnectivityState(false);
    channel.watchConnectivityState(state, Infinity, () => {
      if (channel !== this.#channel || this.#state === 'closed') return;
      this.#watch(channel);
      this.#enter(states[channel.getConnectivityState(false)]);
    });
  }

  #enter(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    clearTimeout(this.#timer);
    if (state === 'connecting')
      this.#timer = setTimeout(() => this.#abandon(), this.#options.connectTimeoutMs);
    if (state === 'ready') this.#timeouts = 0;
    this.#listeners.emit(state);
  }

  #abandon(): void {
    const abandoned = this.#channel;
    this.#channel = this.#openChannel();
    abandoned.close();
    this.#enter('failed');
    this.#timer = setTimeout(() => this.#enter('idle'), this.#backoffMs());
  }

  #backoffMs(): number {
    const { reconnectBackoffMs, maxReconnectBackoffMs } = this.#options;
    const exponential = Math.min(maxReconnectBackoffMs, reconnectBackoffMs * 2 ** this.#timeouts++);
    return exponential * (0.8 + 0.4 * Math.random());
  }
}
