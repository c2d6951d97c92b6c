import type { Sample } from '@flotilla/testing';
import { isIn } from './span';
import type { Span } from './span';

/** The most requests that were under way at an instant of a span; what was sent before it counts while it lasts. */
export function mostInFlight(samples: readonly Sample[], span: Pick<Span, 'fromMs' | 'toMs'>): number {
  const changes = samples.flatMap(({ intendedMs, lateMs, latencyMs }) => [
    { atMs: intendedMs + lateMs, by: 1 },
    { atMs: intendedMs + latencyMs, by: -1 },
  ]);
  let inFlight = 0;
  let most = 0;
  for (const { atMs, by } of changes.sort((a, b) => a.atMs - b.atMs || a.by - b.by)) {
    // Before a request ends there was one more: of those that end first in a span, too.
    if (isIn(span, atMs)) most = Math.max(most, inFlight, inFlight + by);
    inFlight += by;
  }
  return most;
}
