import type { Endpoint } from '@flotilla/call';
import { Column } from './column';
import { Roster } from './roster';
import type { Node } from './roster';

/** The slot of those that left, where nobody looks: some of their calls are still to end. */
const nowhere = 0;

/** An endpoint and its slot, its place in the columns. */
export interface Seat extends Node {
  slot: number;
}

/** Gives each endpoint a slot for as long as its id and address stay; then the slot is another's. */
export class Seats {
  readonly #roster = new Roster<Seat>();
  readonly #bySlot: Seat[] = [];
  readonly #weights = new Column();
  #free: number[] = [];
  #lastSlot = nowhere;

  get all(): readonly Seat[] {
    return this.#roster.nodes;
  }

  at(slot: number): Seat | undefined {
    return this.#bySlot[slot];
  }

  weight(slot: number): number {
    return this.#weights.get(slot);
  }

  /**
   * @param settle sets what a policy knows of an endpoint that was not there before
   * @returns the slots of those that are there no more; they are given away from the next update on
   */
  update(endpoints: readonly Endpoint[], settle: (seat: Seat) => void): readonly number[] {
    const left = this.#roster.update(endpoints, (endpoint) => {
      const seat = { endpoint, slot: this.#free.pop() ?? ++this.#lastSlot };
      settle(seat);
      return seat;
    });
    for (const seat of this.all) this.#take(seat);
    return left.map((seat) => this.#leave(seat));
  }

  /** An endpoint that stays may have another weight. */
  #take(seat: Seat): void {
    this.#bySlot[seat.slot] = seat;
    this.#weights.set(seat.slot, seat.endpoint.weight);
  }

  #leave(seat: Seat): number {
    const { slot } = seat;
    seat.slot = nowhere;
    this.#free.push(slot);
    return slot;
  }
}
