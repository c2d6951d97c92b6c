import { Channel, connectivityState } from '@grpc/grpc-js';
import { Listeners } from '@flotilla/call';
import type { ConnectionState, Endpoint } from '@flotilla/call';
import { AbandonableCredentials } from './abandonable-credentials';
import { channelOptions } from './channel-options';
import type { GrpcTransportOptions } from './channel-options';
import { reconnectBackoffMs } from './reconnect-backoff';
import { toTarget } from './target';

const states: Record<connectivityState, ConnectionState> = {
  [connectivityState.IDLE]: 'idle',
  [connectivityState.CONNECTING]: 'connecting',
  [connectivityState.READY]: 'ready',
  [connectivityState.TRANSIENT_FAILURE]: 'failed',
  [connectivityState.SHUTDOWN]: 'closed',
};

/**
 * A grpc-js channel to one address, with the connect timeout that grpc-js lacks. A channel that fails to connect, or
 * does so for too long (a peer that accepts TCP and never speaks HTTP/2), is thrown away for another one, which is idle
 * after a backoff. Kept, it would report a failure until it is ready, and connect unseen.
 */
export class BoundedChannel {
  readonly #target: string;
  readonly #options: Required<GrpcTransportOptions>;
  readonly #listeners = new Listeners<ConnectionState>();
  readonly #random: () => number;
  #credentials = new AbandonableCredentials();
  #channel: Channel;
  #state: ConnectionState = 'idle';
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;

  constructor(endpoint: Endpoint, options: Required<GrpcTransportOptions>, random = Math.random) {
    this.#target = toTarget(endpoint);
    this.#options = options;
    this.#random = random;
    this.#channel = this.#openChannel();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Of a request, and of a response. */
  get maxMessageBytes(): number {
    return this.#options.maxMessageBytes;
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
    if (this.#state === 'connecting') this.#credentials.abandon();
    this.#enter('closed');
    this.#channel.close();
  }

  #openChannel(): Channel {
    const channel = new Channel(this.#target, this.#credentials, channelOptions(this.#options));
    this.#watch(channel);
    return channel;
  }

  #watch(channel: Channel): void {
    const state = channel.getConnectivityState(false);
    channel.watchConnectivityState(state, Infinity, () => {
      if (channel !== this.#channel || this.#state === 'closed') return;
      this.#watch(channel);
      const state = states[channel.getConnectivityState(false)];
      if (state === 'failed') this.#abandon();
      else this.#enter(state);
    });
  }

  #enter(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    clearTimeout(this.#timer);
    if (state === 'ready') this.#failures = 0;
    else if (state === 'failed') this.#failures++;
    this.#timer = this.#startTimer();
    this.#listeners.emit(state);
  }

  #startTimer(): NodeJS.Timeout | undefined {
    if (this.#state === 'connecting')
      return setTimeout(() => this.#abandon(), this.#options.connectTimeoutMs);
    if (this.#state !== 'failed') return undefined;
    const backoffMs = reconnectBackoffMs(this.#options, this.#failures, this.#random);
    return setTimeout(() => this.#enter('idle'), backoffMs);
  }

  #abandon(): void {
    const abandoned = this.#channel;
    this.#credentials.abandon();
    this.#credentials = new AbandonableCredentials();
    this.#channel = this.#openChannel();
    // Not at once: grpc-js works on after it reports a failure, and would revive a channel that is closed meanwhile.
    queueMicrotask(() => abandoned.close());
    this.#enter('failed');
  }
}
