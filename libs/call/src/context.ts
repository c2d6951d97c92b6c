import type { Code } from './code';
import type { Method } from './method';

/** Metadata of a call: lower-case ASCII names to values. */
export type Metadata = Readonly<Record<string, string>>;

/** A position in a trace, as W3C Trace Context carries it in `traceparent`. */
export interface TraceContext {
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** 16 lower-case hexadecimal digits: the span that is the parent of what comes next. */
  readonly spanId: string;
  readonly sampled: boolean;
}

/** One try of a call on one endpoint. The part that works on it fills it in. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  readonly reason: 'first' | 'retry' | 'hedge';
  /** Set once an endpoint was picked. */
  endpointId?: string;
  /** Whether the request may have reached the peer; true when unsure. */
  sent: boolean;
  /** Set when the attempt is over. */
  code?: Code;
}

/** What travels beside a request. Immutable, except that attempts are added to `attempts`. */
export interface CallContext {
  readonly method: Method;
  /** The instant by which the caller needs the answer: milliseconds of `performance.now()`, or Infinity. */
  readonly deadline: number;
  /** Aborts when the caller no longer wants the answer. Each attempt has a signal of its own. */
  readonly signal: AbortSignal;
  readonly metadata: Metadata;
  /** What ring_hash and canary weights keep together, for example a customer id. */
  readonly hashKey?: string | undefined;
  readonly trace?: TraceContext | undefined;
  /** Every attempt of the call so far, shared by all contexts of the call. */
  readonly attempts: Attempt[];
  /** The attempt that this context belongs to; absent above retry and hedging. */
  readonly attempt?: Attempt | undefined;
}

/** What middleware changes of a context for the call that it wraps. */
export type ContextChanges = Partial<
  Pick<CallContext, 'deadline' | 'signal' | 'metadata' | 'trace' | 'attempt'>
>;

/**
 * A context with changes. Every field is written out: for a spread, V8 takes a microsecond, ten times as long, and each layer
 * around a call makes one.
 */
export function withChanges(context: CallContext, changes: ContextChanges): CallContext {
  return {
    method: context.method,
    deadline: changes.deadline ?? context.deadline,
    signal: changes.signal ?? context.signal,
    metadata: changes.metadata ?? context.metadata,
    hashKey: context.hashKey,
    trace: changes.trace ?? context.trace,
    attempts: context.attempts,
    attempt: changes.attempt ?? context.attempt,
  };
}

/** The signal of a call that nobody can abort: shared, so that middleware can tell that there is nothing to listen to. */
export const neverAborted: AbortSignal = new AbortController().signal;

/** A clock in monotonic milliseconds, as `performance.now()` gives. */
export type Clock = () => number;

/** The attempt of `context`, or a first one when no retry or hedging middleware made any. */
export function attemptOf(context: CallContext): Attempt {
  if (context.attempt) return context.attempt;
  const attempt: Attempt = { number: context.attempts.length + 1, reason: 'first', sent: false };
  context.attempts.push(attempt);
  return attempt;
}
