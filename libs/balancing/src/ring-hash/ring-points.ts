import { hash, mix } from '../hash';
import { Column } from '../selection/column';
import type { Seats } from '../selection/seats';
import { pointAt, Ring } from './ring';

/** Points of an endpoint of unit weight, while there is room: shares are even to within 6 % (one standard deviation, 1/√points). */
const pointsPerUnit = 256;
/**
 * The unit is the power of this that is next to the mean weight: 1 for means from 0.35 to 2.83. So weights are relative, and
 * the unit rarely changes; when it does, many keys move. Not a square, whose root, a round number, would be a likely mean.
 */
const unitStep = 8;
/**
 * Room on the ring: enough for 1,024 endpoints of unit weight. Among 10,000 each has 26 points, and shares are even to
 * within 20 %. Bounds the memory (2 MiB) and what an update costs.
 */
const maxPoints = 2 ** 18;
/** An odd number that is far from a pattern: the points of an endpoint are apart. Source: the golden ratio. */
const stride = 0x9e3779b1;

/**
 * Which points of the ring are whose. The n-th point of an endpoint is where its id says, for all clients: they agree on
 * the place of a key, and an instance that comes back, at another address too, takes its keys back.
 *
 * Where the room is short, a newcomer takes a point here and there from the others: never many from one.
 */
export class RingPoints {
  readonly ring = new Ring();
  readonly #seats: Seats;
  readonly #origins = new Column();
  readonly #counts = new Column();

  constructor(seats: Seats) {
    this.#seats = seats;
  }

  /** Hashes an endpoint's id, once. It has no points before the next update. */
  start(slot: number, id: string): void {
    this.#origins.set(slot, hash(id));
  }

  /** @param left slots whose points are to go */
  update(left: readonly number[], totalWeight: number): void {
    const unit = unitOf(totalWeight / this.#seats.all.length);
    const perWeight = Math.min(pointsPerUnit / unit, maxPoints / totalWeight);
    const [removed, added]: [number[], number[]] = [[], []];
    for (const slot of left) this.#resize(slot, 0, removed, added);
    for (const { slot } of this.#seats.all)
      this.#resize(slot, this.#fairCount(slot, perWeight), removed, added);
    this.ring.change(removed, added);
  }

  /** A fraction of a point is one for some endpoints, by chance but always the same, and none for others. */
  #fairCount(slot: number, perWeight: number): number {
    const chance = mix(this.#origins.get(slot)) / 2 ** 32;
    return Math.max(1, Math.floor(this.#seats.weight(slot) * perWeight + chance));
  }

  #resize(slot: number, count: number, removed: number[], added: number[]): void {
    const before = this.#counts.get(slot);
    for (let nth = count; nth < before; nth++) removed.push(this.#point(slot, nth));
    for (let nth = before; nth < count; nth++) added.push(this.#point(slot, nth));
    this.#counts.set(slot, count);
  }

  #point(slot: number, nth: number): number {
    return pointAt(mix(this.#origins.get(slot) + Math.imul(nth, stride)), slot);
  }
}

/** All clients with the same endpoints agree on it: rounding hides in what order they add the weights up. */
function unitOf(meanWeight: number): number {
  return unitStep ** Math.round(Math.log(meanWeight) / Math.log(unitStep));
}
