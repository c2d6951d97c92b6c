import { CallCredentials, ChannelCredentials } from '@grpc/grpc-js';
import type { experimental } from '@grpc/grpc-js';

type SecureConnector = experimental.SecureConnector;
type Socket = Parameters<SecureConnector['connect']>[0];

/**
 * Plain-text credentials of one channel that can give up the connection which it is making.
 *
 * A workaround: grpc-js 1.14.7 never calls `Http2SubchannelConnector.shutdown()`, so that closing a channel leaves the
 * socket of a peer that owes its HTTP/2 settings open for ever. Credentials are handed that socket on its way. One that
 * is not through TCP yet is out of reach, and ended when it is, or by the operating system.
 */
export class AbandonableCredentials extends ChannelCredentials {
  #socket: Socket | undefined;
  #isAbandoned = false;

  /** Ends the connection that is being made, and every later one. To be called while there is no other. */
  abandon(): void {
    this.#isAbandoned = true;
    this.#socket?.destroy();
  }

  override _isSecure(): boolean {
    return false;
  }

  override _equals(other: ChannelCredentials): boolean {
    return other === this;
  }

  override _createSecureConnector(): SecureConnector {
    return {
      waitForReady: () => this.#startConnecting(),
      connect: (socket) => this.#connected(socket),
      getCallCredentials: () => CallCredentials.createEmpty(),
      destroy: () => undefined,
    };
  }

  /** Forgets the last socket: it was ready once, and may be lingering for calls in flight. */
  async #startConnecting(): Promise<void> {
    this.#socket = undefined;
    if (this.#isAbandoned) throw new Error('the channel was abandoned');
  }

  /** grpc-js destroys the socket when this rejects. */
  async #connected(socket: Socket): Promise<{ socket: Socket; secure: boolean }> {
    if (this.#isAbandoned) throw new Error('the channel was abandoned while it connected');
    this.#socket = socket;
    return { socket, secure: false };
  }
}
