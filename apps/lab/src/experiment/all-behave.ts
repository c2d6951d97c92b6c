import type { Behaviour } from '../backend/behaviour';
import type { Step } from './experiment';

/** What a step does that changes how the first so many backends treat calls; `{}` makes them well again. */
export function allBehave(count: number, behaviour: Behaviour): Step['act'] {
  return (fleet) => {
    for (let slot = 1; slot <= count; slot += 1) fleet.backend(slot).behave(behaviour);
  };
}
