import type { Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';
import { inFlight } from '../in-flight';
import { seedOf } from '../lot';
import { Column } from '../selection/column';
import { Seats } from '../selection/seats';
import type { Seat } from '../selection/seats';
import { RingPoints } from './ring-points';

/** An endpoint with this many times its fair part of the pending calls is full. Source: the paper; Envoy's advice is 1.2 to 2. */
const maxCrowding = 1.25;
/** With fewer calls pending nobody is full: a quarter more than a fraction of a call would tear keys from their place. */
const neverFull = 8;
/** How far a call is passed on along the ring, in points: a walk takes 0.1 ms at most, and passes 16 endpoints' points. */
const maxSteps = 4_096;

/**
 * Calls with the same key go to the same endpoint; when one joins or leaves, only the keys that it gets or had move. An
 * endpoint that is full, or was tried, passes a call on to the next on the ring. Calls without a key go anywhere.
 *
 * Source: Karger et al., "Consistent Hashing and Random Trees"; Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing
 * with Bounded Loads".
 */
export class RingHash implements Policy {
  readonly #seats = new Seats();
  readonly #points = new RingPoints(this.#seats);
  readonly #pending = new Column();
  readonly #random: () => number;
  #totalPending = 0;
  #totalWeight = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  update(endpoints: readonly Endpoint[]): void {
    const left = this.#seats.update(endpoints, ({ slot, endpoint }) => {
      this.#pending.set(slot, 0);
      this.#points.start(slot, endpoint.id);
    });
    this.#totalWeight = endpoints.reduce((sum, { weight }) => sum + weight, 0);
    this.#points.update(left, this.#totalWeight);
  }

  pick(context?: PickContext): Pick | undefined {
    const seed = seedOf(context, this.#random);
    const start = this.#points.ring.indexOf(seed);
    const avoid = this.#avoidable(context?.avoid);
    const seat =
      this.#walk(start, maxCrowding, avoid) ??
      this.#walk(start, Infinity, avoid) ??
      this.#anyBut(avoid, seed);
    if (!seat) return undefined;
    this.#count(seat, 1);
    return inFlight(seat.endpoint, () => this.#count(seat, -1));
  }

  /** Calls to endpoints that left count in all until they end. */
  #count(seat: Seat, change: number): void {
    this.#pending.add(seat.slot, change);
    this.#totalPending += change;
  }

  /** What a call has tried, unless there is nothing else. */
  #avoidable(tried?: ReadonlySet<string>): ReadonlySet<string> | undefined {
    const { all } = this.#seats;
    const hasOther =
      tried && (all.length > tried.size || all.some(({ endpoint }) => !tried.has(endpoint.id)));
    return hasOther ? tried : undefined;
  }

  #walk(start: number, crowding: number, avoid?: ReadonlySet<string>): Seat | undefined {
    const { ring } = this.#points;
    const end = start + Math.min(ring.size, maxSteps);
    for (let index = start; index < end; index++) {
      const seat = this.#seats.at(ring.slotAt(index));
      if (seat && !avoid?.has(seat.endpoint.id) && !this.#isFull(seat, crowding)) return seat;
    }
    return undefined;
  }

  /** For a call that tried nearly all of many: the others' points are too far away. */
  #anyBut(avoid: ReadonlySet<string> | undefined, seed: number): Seat | undefined {
    const others = this.#seats.all.filter(({ endpoint }) => !avoid?.has(endpoint.id));
    return others[Math.floor(seed) % others.length];
  }

  #isFull({ slot }: Seat, crowding: number): boolean {
    const pending = this.#pending.get(slot);
    if (pending < neverFull) return false;
    const fair = ((this.#totalPending + 1) * this.#seats.weight(slot)) / this.#totalWeight;
    return pending >= Math.ceil(crowding * fair);
  }
}
