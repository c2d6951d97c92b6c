import { compose } from '@flotilla/call';
import type { Middleware } from '@flotilla/call';
import { places } from './place';
import type { Place, Placed } from './place';

/**
 * Composes policies, the first outermost, if they stand in an order that makes sense and none stands twice.
 *
 * @throws RangeError that names the two that stand the wrong way round, and the order there is
 */
export function inOrder(...policies: readonly Middleware[]): Middleware {
  let outer: Place | undefined;
  for (const place of policies.flatMap(placeOf)) {
    if (outer !== undefined) assertInside(place, outer);
    outer = place;
  }
  return compose(...policies);
}

function placeOf(policy: Middleware): Place[] {
  return 'place' in policy ? [(policy as Placed).place] : [];
}

function assertInside(place: Place, outer: Place): void {
  if (place === outer) throw new RangeError(`${place} stands twice in the pipeline: leave one out`);
  if (places.indexOf(place) < places.indexOf(outer))
    throw new RangeError(
      `${place} must stand outside of ${outer}: put it before; the order is ${places.join(', ')}`,
    );
}
