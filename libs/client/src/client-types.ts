import type {
  MessageOf,
  Metadata,
  MethodDefinition,
  ResponseStream,
  ServiceDefinition,
} from '@flotilla/call';

export interface CallOptions {
  /**
   * How long the caller waits, in milliseconds, above 0. Default: the client's for a unary call; a stream has none. For a stream,
   * more than 24 days are as none.
   */
  readonly timeoutMs?: number;
  /** The instant until which the caller waits, in milliseconds of `performance.now()`. Excludes `timeoutMs`. */
  readonly deadline?: number;
  /** Aborts the call. */
  readonly signal?: AbortSignal;
  /** Sent along. Names in lower case. */
  readonly metadata?: Metadata;
  /** Calls with the same key go to the same version, and under `ring_hash` to the same endpoint. */
  readonly hashKey?: string;
}

type ClientMethod<M extends MethodDefinition> = M['responseStream'] extends true
  ? (
      request: MessageOf<M['requestType']>,
      options?: CallOptions,
    ) => ResponseStream<MessageOf<M['responseType']>>
  : (request: MessageOf<M['requestType']>, options?: CallOptions) => Promise<MessageOf<M['responseType']>>;

/**
 * A method for each of a service's: a promise of its response, or the stream of them. Every error of a call is a CallError;
 * options that contradict each other, or a time that is none, throw a RangeError instead of calling.
 */
export type Client<S extends ServiceDefinition> = {
  readonly [K in keyof S['methods']]: ClientMethod<S['methods'][K]>;
} & {
  /** Takes no more calls, lets those in flight end for at most `drainMs`, closes every connection. */
  close(): Promise<void>;
};
