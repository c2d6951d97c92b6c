import type { Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';
import { Group } from '../group';
import { hash } from '../hash';
import { lot, seedOf } from '../lot';

/** While this many times the healthy share of a zone covers it, nothing leaves it. Source: Envoy's overprovisioning factor. */
const overprovisioning = 1.4;
const salt = hash('zone');

export interface ZonePreferenceParts {
  /** Where the caller is. */
  readonly zone: string;
  /** False: zones make no difference. Asked at each update. */
  readonly isOn: () => boolean;
  /** Makes what chooses among the endpoints of the zone, and again among all others. */
  readonly inner: () => Policy;
  readonly random: () => number;
}

/**
 * Calls stay in the caller's zone while enough of its known endpoints are healthy; with fewer than 1 / 1.4 (71 %) of them, a
 * part goes to the other zones, so that the rest is not overloaded: as far as these are healthy enough to take it. Source:
 * Envoy's priority levels.
 */
export class ZonePreference implements Policy {
  readonly #parts: ZonePreferenceParts;
  readonly #local: Group;
  readonly #other: Group;
  #localShare = 1;

  constructor(parts: ZonePreferenceParts) {
    this.#parts = parts;
    this.#local = new Group(parts.inner());
    this.#other = new Group(parts.inner());
  }

  update(endpoints: readonly Endpoint[], known = endpoints): void {
    const isLocal = this.#parts.isOn() ? ({ zone }: Endpoint) => zone === this.#parts.zone : () => true;
    this.#local.update(endpoints.filter(isLocal));
    this.#other.update(endpoints.filter((each) => !isLocal(each)));
    const knownLocal = known.filter(isLocal).length;
    this.#localShare = this.#shareOf(knownLocal, known.length - knownLocal);
  }

  pick(context?: PickContext): Pick | undefined {
    return this.#choose(context).policy.pick(context);
  }

  *latencies(): Iterable<readonly [Endpoint, number]> {
    for (const { policy } of [this.#local, this.#other]) yield* policy.latencies?.() ?? [];
  }

  #shareOf(knownLocal: number, knownOther: number): number {
    const local = capacity(this.#local.size, knownLocal);
    const other = Math.min(1 - local, capacity(this.#other.size, knownOther));
    return local + other === 0 ? 1 : local / (local + other);
  }

  #choose(context: PickContext | undefined): Group {
    const tried = context?.avoid;
    if (tried && this.#local.hasOther(tried) !== this.#other.hasOther(tried))
      return this.#local.hasOther(tried) ? this.#local : this.#other;
    const isLocal =
      this.#localShare === 1 || lot(seedOf(context, this.#parts.random), salt) < this.#localShare;
    return isLocal ? this.#local : this.#other;
  }
}

/** The part of all calls that the ready ones of the known endpoints can take, up to 1. */
function capacity(ready: number, known: number): number {
  return ready === 0 ? 0 : Math.min(1, (overprovisioning * ready) / known);
}
