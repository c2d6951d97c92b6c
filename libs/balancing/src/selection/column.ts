/**
 * A number per slot, side by side in memory. A policy that draws from thousands of endpoints reads their numbers at
 * random: as fields of objects, each would be a miss of the processor's cache, and each pointer on the way there.
 * Grows with the slots that are used, and never shrinks.
 */
export class Column {
  #values = new Float64Array(16);

  get(slot: number): number {
    return this.#values[slot] ?? 0;
  }

  set(slot: number, value: number): void {
    if (slot >= this.#values.length) this.#growTo(2 * slot);
    this.#values[slot] = value;
  }

  add(slot: number, change: number): void {
    this.set(slot, this.get(slot) + change);
  }

  #growTo(length: number): void {
    const grown = new Float64Array(length);
    grown.set(this.#values);
    this.#values = grown;
  }
}
