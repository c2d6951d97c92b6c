import type { CallContext, CallError, Method } from '@flotilla/call';
import { within } from '../deadline/within';
import { LastGood } from './last-good';
import type { FallbackOptions, FallbackToCall, FallbackToLastGood } from './options';
import { requestKey } from './request-key';

/** An answer that stands in; in an object of its own, as it may be undefined. */
export interface StandIn {
  readonly answer: unknown;
}

/** Where an answer comes from when a call fails. */
export interface Source {
  /** Whether it can have answers to calls of a method. */
  covers(method: Method): boolean;
  /** Learns from a good answer. */
  readonly keep?: (request: unknown, context: CallContext, answer: unknown) => void;
  /** Lets go of what it learned. */
  readonly forget?: () => void;
  /** Undefined when there is none. May throw and reject. */
  find(
    request: unknown,
    context: CallContext,
    error: CallError,
  ): StandIn | undefined | Promise<StandIn | undefined>;
  /** For how long answers are good from now on; undefined: for as long as at first. */
  setLastGoodMs(lastGoodMs: number | undefined): void;
}

export function sourceOf(options: FallbackOptions): Source {
  if ('lastGoodMs' in options) return fromLastGood(options);
  const find = 'call' in options ? fromCall(options) : () => ({ answer: options.value });
  return { covers: isUnary, find, setLastGoodMs: refuseLastGood };
}

function isUnary({ kind }: Method): boolean {
  return kind === 'unary';
}

function refuseLastGood(lastGoodMs: number | undefined): void {
  if (lastGoodMs !== undefined)
    throw new RangeError(`lastGoodMs must be left out of a fallback with value or call, got ${lastGoodMs}`);
}

/** Bounded, as nothing else ends it: the call's own deadline may have passed. */
function fromCall({ call, timeoutMs = 500 }: FallbackToCall): Source['find'] {
  return async (request, context, error) => {
    const answer = within<unknown, unknown>(
      async (same, inner) => call(same, inner, error),
      request,
      context,
      {
        leftMs: timeoutMs,
        deadline: performance.now() + timeoutMs,
        signals: [context.signal],
        covers: 'headers',
        trustNext: false,
      },
    );
    return { answer: await answer };
  };
}

function fromLastGood(options: FallbackToLastGood): Source {
  const {
    lastGoodMs: atFirst,
    keyOf = requestKey,
    maxKept = 1_000,
    clock = () => performance.now(),
  } = options;
  const answers = new LastGood(atFirst, maxKept, clock);
  return {
    covers: (method) => answers.maxAgeMs > 0 && method.idempotent && isUnary(method),
    keep: (request, context, answer) => {
      const key = keyOf(request, context);
      if (key !== undefined) answers.keep(key, answer);
    },
    forget: () => answers.clear(),
    find: (request, context) => {
      const key = keyOf(request, context);
      return key === undefined ? undefined : answers.find(key);
    },
    setLastGoodMs: (lastGoodMs = atFirst) => {
      answers.maxAgeMs = lastGoodMs;
    },
  };
}
