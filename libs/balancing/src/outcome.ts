import type { Code } from '@flotilla/call';

/** How an attempt ended, from its endpoint's point of view: an answer that blames the caller is a success. */
export type Outcome =
  /** `latencyMs` is left out when it says nothing about the endpoint's speed, as for a stream. */
  | { readonly kind: 'success'; readonly latencyMs?: number }
  | { readonly kind: 'failure'; readonly latencyMs?: number }
  /** It is alive and takes no more: no reason to eject it, and none to send it more. */
  | { readonly kind: 'refused' }
  /** Nobody waited for the end, as for the loser of a hedge: it says nothing about the endpoint. */
  | { readonly kind: 'cancelled' };

const endpointsFault: ReadonlySet<Code> = new Set<Code>([
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
  'UNKNOWN',
  'DATA_LOSS',
  'UNIMPLEMENTED',
]);

/**
 * The outcome that a status code stands for. RESOURCE_EXHAUSTED is a refusal: one caller's quota must not eject an
 * endpoint, and a quick refusal must not make it look fast.
 *
 * @param latencyMs from pick to answer; leave it out for streams
 */
export function outcomeOf(code: Code, latencyMs?: number): Outcome {
  if (code === 'CANCELLED') return { kind: 'cancelled' };
  if (code === 'RESOURCE_EXHAUSTED') return { kind: 'refused' };
  const kind = endpointsFault.has(code) ? 'failure' : 'success';
  return latencyMs === undefined ? { kind } : { kind, latencyMs };
}
