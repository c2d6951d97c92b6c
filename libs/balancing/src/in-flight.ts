import type { Endpoint } from '@flotilla/call';
import type { Pick } from './balancer';
import type { Outcome } from './outcome';

/** A pick whose first `done` calls `end`; later ones do nothing. */
export function inFlight(endpoint: Endpoint, end: (outcome: Outcome) => void): Pick {
  let open = true;
  return {
    endpoint,
    done(outcome) {
      if (!open) return;
      open = false;
      end(outcome);
    },
  };
}
