import { status as Status } from '@grpc/grpc-js';
import type { Channel, StatusObject } from '@grpc/grpc-js';
import { abortError, attemptOf, onAbort, toCodeNumber } from '@flotilla/call';
import type { Attempt, CallContext, CallError } from '@flotilla/call';
import type { BoundedChannel } from './channel';
import { toCallError } from './call-error';
import type { Outgoing } from './outgoing';
import { toWallClock } from './wall-clock';

type GrpcCall = ReturnType<Channel['createCall']>;

/** What comes back from the peer. `onEnd` is called once, last. */
export interface WireListener {
  onHeaders(): void;
  onMessage(bytes: Buffer): void;
  onEnd(error: CallError | undefined): void;
}

/** Notes a call as in flight until the returned function is called. */
export type Track = (call: WireCall) => () => void;

/** One request on the wire: sends it, obeys the context's deadline and signal, and reports what comes back. */
export class WireCall {
  readonly #call: GrpcCall;
  readonly #attempt: Attempt;
  readonly #signal: AbortSignal;
  readonly #listener: WireListener;
  #unlink: (() => void) | undefined;
  #cancelledBy: CallError | undefined;

  constructor(channel: BoundedChannel, context: CallContext, listener: WireListener) {
    this.#attempt = attemptOf(context);
    this.#signal = context.signal;
    this.#listener = listener;
    this.#call = channel.createCall(`/${context.method.fullName}`, toWallClock(context.deadline));
  }

  send({ message, metadata }: Outgoing): void {
    this.#unlink = onAbort(this.#signal, () => this.cancel(abortError(this.#signal)));
    this.#attempt.sent = true;
    this.#call.start(metadata, {
      onReceiveMetadata: () => this.#listener.onHeaders(),
      onReceiveMessage: (bytes: Buffer) => this.#listener.onMessage(bytes),
      onReceiveStatus: (status) => this.#end(status),
    });
    this.#call.sendMessageWithContext({}, message);
    this.#call.halfClose();
  }

  /** Asks for one more message. */
  read(): void {
    this.#call.startRead();
  }

  /** Ends the call with this error. */
  cancel(error: CallError): void {
    this.#cancelledBy ??= error;
    this.#call.cancelWithStatus(toCodeNumber(error.code), error.message);
  }

  #end(status: StatusObject): void {
    this.#unlink?.();
    if (status.code === Status.OK) return this.#listener.onEnd(this.#cancelledBy);
    this.#attempt.sent = !this.#neverSent(status);
    this.#listener.onEnd(this.#cancelledBy ?? toCallError(status, this.#attempt));
  }

  /** A call that never got a stream has the channel's target as its peer (`ipv4:…`), any other a bare address. */
  #neverSent(status: StatusObject): boolean {
    return /^(dns|ipv4|ipv6):/.test(this.#call.getPeer()) || status.details === 'Stream refused by server';
  }
}
