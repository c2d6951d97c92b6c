import type { ProcessReading } from './process-figures';

/** How much of a core and of memory a process took. */
export interface ProcessFigures {
  readonly name: string;
  /** 1 is one core, all the time. */
  readonly cpuShare: number;
  /** The highest between two readings. */
  readonly cpuPeakShare: number;
  readonly memoryBytes: number;
  readonly memoryPeakBytes: number;
  readonly timeline: readonly {
    readonly atMs: number;
    readonly cpuShare: number;
    readonly memoryBytes: number;
  }[];
}

type Read = ProcessReading & { readonly atMs: number };

/** Over less than this, a share of a core says nothing. */
const shortestMs = 500;

/** Readings of one process, one after the other; a process that was replaced counts from 0 again. */
export class ProcessLog {
  #last: Read | undefined;
  #cpuSeconds = 0;
  #observedMs = 0;
  readonly #timeline: ProcessFigures['timeline'][number][] = [];

  constructor(readonly name: string) {}

  record(atMs: number, reading: ProcessReading): void {
    const last = this.#last;
    if (!last || reading.cpuSeconds < last.cpuSeconds) this.#last = { ...reading, atMs };
    else if (atMs - last.atMs >= shortestMs) this.#add(last, { ...reading, atMs });
  }

  /** Undefined for one that was not seen twice. */
  figures(): ProcessFigures | undefined {
    const last = this.#timeline.at(-1);
    if (!last) return undefined;
    return {
      name: this.name,
      cpuShare: this.#cpuSeconds / (this.#observedMs / 1_000),
      cpuPeakShare: Math.max(...this.#timeline.map(({ cpuShare }) => cpuShare)),
      memoryBytes: last.memoryBytes,
      memoryPeakBytes: Math.max(...this.#timeline.map(({ memoryBytes }) => memoryBytes)),
      timeline: this.#timeline,
    };
  }

  #add(last: Read, next: Read): void {
    this.#last = next;
    const [seconds, elapsedMs] = [next.cpuSeconds - last.cpuSeconds, next.atMs - last.atMs];
    this.#cpuSeconds += seconds;
    this.#observedMs += elapsedMs;
    const cpuShare = seconds / (elapsedMs / 1_000);
    const atMs = Math.round((last.atMs + next.atMs) / 2);
    this.#timeline.push({ atMs, cpuShare, memoryBytes: next.memoryBytes });
  }
}
