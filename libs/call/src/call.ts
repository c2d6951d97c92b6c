import type { CallContext } from './context';

/** One remote procedure call, or anything that behaves like one: the abstraction that everything else wraps. */
export type Call<Q = unknown, S = unknown> = (request: Q, context: CallContext) => Promise<S>;

/** Adds behaviour around a call. Works for every request and response type. */
export type Middleware = <Q, S>(next: Call<Q, S>) => Call<Q, S>;

/** One middleware from many; the first is outermost. */
export function compose(...middleware: readonly Middleware[]): Middleware {
  return (next) => middleware.reduceRight((inner, wrap) => wrap(inner), next);
}
