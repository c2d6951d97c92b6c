/** So many attempts that reached an instance shortly before an instant. */
export interface Reading {
  /** Milliseconds of `performance.now()`, or since the load began, once it is a run's. */
  readonly atMs: number;
  readonly count: number;
}

/** What the backends say of the attempts that reached them, by the ids of their instances. */
export class AttemptLog {
  readonly #readings = new Map<string, Reading[]>();

  record(instance: string, count: number): void {
    const readings = this.#readings.get(instance) ?? [];
    this.#readings.set(instance, readings);
    readings.push({ atMs: performance.now(), count });
  }

  /** What was recorded from an instant on, in milliseconds since then. */
  since(originMs: number): ReadonlyMap<string, readonly Reading[]> {
    const after = (readings: readonly Reading[]): Reading[] =>
      readings.flatMap(({ atMs, count }) => (atMs < originMs ? [] : { atMs: atMs - originMs, count }));
    return new Map([...this.#readings].map(([instance, readings]) => [instance, after(readings)]));
  }
}
