import type { Middleware } from '@flotilla/call';

/** Where each policy stands around a call, outermost first. Policies in another order would undo each other. */
export const places = [
  'fallback',
  'late_refusal',
  'deadline',
  'rate_limit',
  'circuit_breaker',
  'client_throttle',
  'limiter',
  'retry',
  'hedging',
  'attempt_timeout',
  'fault_injection',
  'propagation',
] as const;

export type Place = (typeof places)[number];

/** A middleware that knows its place; one without, as your own, may stand anywhere. */
export interface Placed extends Middleware {
  readonly place: Place;
}
