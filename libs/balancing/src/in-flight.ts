import type { Endpoint } from '@flotilla/call';
import type { Pick } from './balancer';
import type { Outcome } from './outcome';

/** A pick whose first `done` calls `end`; later ones do nothing. */
export function inFlight(endpoint: Endpoint, end: (outcome: Outcome) => void): Pick {
  return new InFlight(endpoint, end);
}

/** A class, for there is one for each call: its method is shared, and takes no memory. */
class InFlight implements Pick {
  readonly endpoint: Endpoint;
  #end: ((outcome: Outcome) => void) | undefined;

  constructor(endpoint: Endpoint, end: (outcome: Outcome) => void) {
    this.endpoint = endpoint;
    this.#end = end;
  }

  done(outcome: Outcome): void {
    const end = this.#end;
    this.#end = undefined;
    end?.(outcome);
  }
}
