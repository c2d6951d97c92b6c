import { maxLabelValues } from '../metrics/bounded-labels';

interface Counter {
  inc(): void;
}

/** Counts what begins, by method. Finds a counter with one map read. */
export class Starts {
  readonly #byMethod = new Map<string, Counter>();
  readonly #counterOf: (method: string) => Counter;

  constructor(counterOf: (method: string) => Counter) {
    this.#counterOf = counterOf;
  }

  count(method: string): void {
    (this.#byMethod.get(method) ?? this.#add(method)).inc();
  }

  #add(method: string): Counter {
    const counter = this.#counterOf(method);
    if (this.#byMethod.size < maxLabelValues) this.#byMethod.set(method, counter);
    return counter;
  }
}
