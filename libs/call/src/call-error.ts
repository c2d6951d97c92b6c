import type { Code } from './code';
import type { Metadata } from './context';

export interface CallErrorOptions {
  /** What caused it: never sent to a remote caller. */
  cause?: unknown;
  /** Trailing metadata of the answer, for example `grpc-retry-pushback-ms`. */
  metadata?: Metadata;
  /** False when another attempt would only meet the same: no retry follows. Known in this process only. Default true. */
  retryable?: boolean;
  /**
   * True when it is how a call to another process ended: what its metadata says of waiting is said to this process, and not
   * to its callers. Known in this process only. Default false.
   */
  remote?: boolean;
}

/** The one error of a call: a gRPC code, a message that says what to do next, and its cause. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly metadata: Metadata;
  readonly retryable: boolean;
  readonly remote: boolean;

  constructor(
    readonly code: Exclude<Code, 'OK'>,
    message: string,
    options: CallErrorOptions = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.metadata = options.metadata ?? {};
    this.retryable = options.retryable ?? true;
    this.remote = options.remote ?? false;
  }

  /** Any thrown value as a CallError; what is not one becomes `UNKNOWN` with the value as its cause. */
  static from(error: unknown): CallError {
    if (error instanceof CallError) return error;
    const message = error instanceof Error ? error.message : String(error);
    return new CallError('UNKNOWN', message, { cause: error });
  }
}

/** The code that a settled call reports: `OK`, a CallError's own, or `UNKNOWN` for any other error. */
export function codeOf(error: unknown): Code {
  if (error === undefined) return 'OK';
  return error instanceof CallError ? error.code : 'UNKNOWN';
}
