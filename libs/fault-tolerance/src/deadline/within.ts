import { abortError, neverAborted, settled, withChanges } from '@flotilla/call';
import type { Call, CallContext } from '@flotilla/call';
import { expired, Guard } from './guard';

export interface Bounds {
  /** From now. */
  readonly leftMs: number;
  /** The deadline that the context of the bounded call carries. */
  readonly deadline: number;
  /** Any of them ends the call. */
  readonly signals: readonly AbortSignal[];
  /** Of a stream: the whole of it, or only until its headers. */
  readonly covers: 'stream' | 'headers';
  /** Whether `next` ends in time and at a signal on its own: then it is told of both, and not watched. */
  readonly trustNext: boolean;
}

/**
 * Makes a call that is over when its time is up or a signal aborts, whether or not `next` ever settles: the promise
 * rejects, and the signal that `next` was given aborts with the same CallError as its reason. What ends a stream after
 * its headers arrived reaches `next` through that signal alone.
 */
export function within<Q, S>(next: Call<Q, S>, request: Q, context: CallContext, bounds: Bounds): Promise<S> {
  const { leftMs, deadline, covers, trustNext } = bounds;
  const signals = bounds.signals.filter((signal) => signal !== neverAborted);
  if (leftMs <= 0) return Promise.reject(expired(context.method, leftMs));
  const aborted = signals.find((signal) => signal.aborted);
  if (aborted) return Promise.reject(abortError(aborted));
  if (trustNext && signals.length < 2) {
    return next(request, withChanges(context, { deadline, signal: signals[0] ?? neverAborted }));
  }

  return new Promise<S>((resolve, reject) => {
    const guard = new Guard(context.method, leftMs, signals, reject);
    const answered = (response: S): void => {
      releaseAfter(response, guard, covers);
      resolve(response);
    };
    const failed = (error: unknown): void => {
      guard.release();
      reject(error);
    };
    try {
      next(request, withChanges(context, { deadline, signal: guard.signal })).then(answered, failed);
    } catch (error) {
      failed(error);
    }
  });
}

function releaseAfter(response: unknown, guard: Guard, covers: Bounds['covers']): void {
  const ended = settled(response);
  if (!ended) return guard.release();
  if (covers === 'headers') guard.stopTimer();
  const release = (): void => guard.release();
  ended.then(release, release);
}
