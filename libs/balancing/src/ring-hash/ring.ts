/** One more than the highest slot: a place and a slot fit into the 53 bits of an integer. */
const slots = 2 ** 21;

/** A point of the ring as one number: points sort by place, from 0 to below 2³², and know whose they are. */
export function pointAt(place: number, slot: number): number {
  return place * slots + slot;
}

/** Points in the order of their places. For a change only what is new is sorted; all else is copied in long pieces. */
export class Ring {
  #points: Float64Array = new Float64Array(0);

  get size(): number {
    return this.#points.length;
  }

  /** @param removed points that are there */
  change(removed: readonly number[], added: readonly number[]): void {
    if (removed.length > 0) this.#points = without(this.#points, sorted(removed));
    if (added.length > 0) this.#points = withMore(this.#points, sorted(added));
  }

  /** The index of the first point at a place or after it; the ring's size when there is none before it starts again. */
  indexOf(place: number): number {
    return firstAtLeast(this.#points, pointAt(place, 0));
  }

  /** The slot that a point belongs to; after the last point comes the first. */
  slotAt(index: number): number {
    const point = this.#points[index % this.size] ?? 0;
    return point - Math.floor(point / slots) * slots;
  }
}

function sorted(points: readonly number[]): Float64Array {
  return Float64Array.from(points).sort();
}

function firstAtLeast(points: Float64Array, wanted: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle] ?? Infinity) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function without(points: Float64Array, removed: Float64Array): Float64Array {
  const rest = new Float64Array(points.length - removed.length);
  let from = 0;
  removed.forEach((point, before) => {
    const index = firstAtLeast(points, point);
    rest.set(points.subarray(from, index), from - before);
    from = index + 1;
  });
  rest.set(points.subarray(from), from - removed.length);
  return rest;
}

function withMore(points: Float64Array, added: Float64Array): Float64Array {
  const all = new Float64Array(points.length + added.length);
  let from = 0;
  added.forEach((point, before) => {
    const index = firstAtLeast(points, point);
    all.set(points.subarray(from, index), from + before);
    all[index + before] = point;
    from = index;
  });
  all.set(points.subarray(from), from + added.length);
  return all;
}
