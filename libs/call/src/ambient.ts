import { AsyncLocalStorage } from 'node:async_hooks';
import type { TraceContext } from './context';

/** What the work in progress inherits from the call that caused it. */
export interface Ambient {
  /** Calls made on behalf of this work must end by then: milliseconds of `performance.now()`, or Infinity. */
  readonly deadline: number;
  /** Aborts when nobody waits for the work any more. */
  readonly signal: AbortSignal;
  readonly trace?: TraceContext | undefined;
}

const storage = new AsyncLocalStorage<Ambient>();

/** The ambient of the work in progress; undefined outside any call. */
export function currentAmbient(): Ambient | undefined {
  return storage.getStore();
}

/** Runs `work`, and all that it awaits, with this ambient. */
export function runWithAmbient<T>(ambient: Ambient, work: () => T): T {
  return storage.run(ambient, work);
}
