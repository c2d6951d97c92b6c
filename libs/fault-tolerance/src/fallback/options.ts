import type { CallContext, CallError, Clock, Code } from '@flotilla/call';
import { checkTimeout } from '../option';

interface CommonOptions {
  /** Which failures it stands in for. Default UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL, UNKNOWN; never CANCELLED. */
  readonly when?: (error: CallError) => boolean;
  /** Default true. */
  readonly enabled?: boolean;
}

/** The same answer each time. */
interface FallbackToValue extends CommonOptions {
  /** Of the type that the calls answer with. Given to every caller by reference: freeze it, or never change it. */
  readonly value: unknown;
}

/** An answer made for the call. */
export interface FallbackToCall extends CommonOptions {
  /** Gives, or promises, an answer of the type that the calls answer with. Its context has a deadline and a signal of its own. */
  readonly call: (request: unknown, context: CallContext, error: CallError) => unknown;
  /** How long `call` may take: its caller has waited before. Default 500. */
  readonly timeoutMs?: number;
}

/**
 * The last good answer to the same request. Only for unary methods that are idempotent. Given by reference to the caller
 * whose call succeeded and to each that gets it again: who changes it changes it for all.
 */
export interface FallbackToLastGood extends CommonOptions {
  /** For how long an answer is good. 0: none is kept, until a policy asks for it. */
  readonly lastGoodMs: number;
  /**
   * What makes two requests the same; undefined: the answer is not kept. Default: method and encoded request, up to 1 KiB
   * of it, of calls without metadata. Needed for functions, which have no encoding; and for calls with metadata, which may
   * say who asks.
   */
  readonly keyOf?: (request: unknown, context: CallContext) => string | undefined;
  /** Answers that are kept, however large each is; the oldest goes first. Default 1,000. */
  readonly maxKept?: number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

/**
 * Where the answer comes from when a call fails. A middleware is made for calls of any type, so that the compiler cannot
 * compare the type of a value with that of the calls: put a fallback around calls of one type.
 */
export type FallbackOptions = FallbackToValue | FallbackToCall | FallbackToLastGood;

const codes: ReadonlySet<Code> = new Set([
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'RESOURCE_EXHAUSTED',
  'INTERNAL',
  'UNKNOWN',
] as const);

export function isCurable({ code }: CallError): boolean {
  return codes.has(code);
}

/** @throws RangeError that names the options that contradict each other, or the one that is out of range, and its value */
export function checkFallback(options: FallbackOptions): void {
  const given = ['value', 'call', 'lastGoodMs'].filter((name) => name in options);
  if (given.length !== 1)
    throw new RangeError(
      `fallback needs exactly one of value, call and lastGoodMs, got ${given.join(', ') || 'none'}`,
    );
  if ('call' in options) checkTimeout('timeoutMs', options.timeoutMs ?? 500);
}
