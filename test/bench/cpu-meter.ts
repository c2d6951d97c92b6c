/** Microseconds of CPU that this process has used so far, in all its threads: garbage collection counts. */
export function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Adds up the CPU time of pieces of work that are scattered over a longer one. */
export class CpuMeter {
  #micros = 0;

  run<T>(work: () => T): T {
    const begun = cpuMicros();
    try {
      return work();
    } finally {
      this.add(cpuMicros() - begun);
    }
  }

  add(micros: number): void {
    this.#micros += micros;
  }

  /** What was added since the last `take`. */
  take(): number {
    const taken = this.#micros;
    this.#micros = 0;
    return taken;
  }
}
