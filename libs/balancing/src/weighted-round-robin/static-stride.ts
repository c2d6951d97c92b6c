/** The heaviest gets a turn in every round, a weight of w in w of `maxWeight` rounds. */
const maxWeight = 2 ** 16 - 1;
/** Neighbours of the same weight sit out in different rounds. */
const offset = Math.floor(maxWeight / 2);
/** More times the mean than this counts as this: else nearly all turns of a round could be skipped. Source: gRPC. */
const maxRatio = 10;

/**
 * Turns by weight: exactly, over `maxWeight` rounds, and evenly spread over them. Nothing is stored but the weights: from
 * a round's number follows who sits it out. Source: gRPC's `static_stride_scheduler.cc`.
 */
export class StaticStride {
  #weights = new Uint16Array(0);
  #index: number;
  #round: number;

  /** @param start from 0 to below 1: where in the cycle to start */
  constructor(start: number) {
    this.#index = Math.floor(start * maxWeight);
    this.#round = this.#index;
  }

  /** @param weights relative to each other; a turn is an index of them. All 0 is as good as all the same. */
  weigh(weights: readonly number[]): void {
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    const heaviest = weights.reduce((max, weight) => Math.max(max, weight), 0);
    const full = Math.min(heaviest, mean * maxRatio);
    this.#weights = Uint16Array.from(weights, (weight) => scaled(weight / full));
    this.#index %= Math.max(1, weights.length);
  }

  /** Whose turn it is. Looks at heaviest / mean weights on average. Not to be asked without weights. */
  next(): number {
    for (;;) {
      this.#advance();
      const weight = this.#weights[this.#index] ?? maxWeight;
      const position = (weight * this.#round + offset * this.#index) % maxWeight;
      if (position >= maxWeight - weight) return this.#index;
    }
  }

  #advance(): void {
    this.#index++;
    if (this.#index < this.#weights.length) return;
    this.#index = 0;
    this.#round = (this.#round + 1) % maxWeight;
  }
}

function scaled(share: number): number {
  if (Number.isNaN(share)) return maxWeight;
  return Math.min(maxWeight, Math.max(1, Math.round(share * maxWeight)));
}
