import { setTimeout as delay } from 'node:timers/promises';

/** What is read again and again while a load goes on, by name. */
export type GaugeReaders<Subject> = Readonly<Record<string, (subject: Subject) => number | Promise<number>>>;

/** A gauge at an instant, in milliseconds since the load began. */
export interface GaugeReading {
  readonly atMs: number;
  readonly value: number;
}

export type GaugeReadings = ReadonlyMap<string, readonly GaugeReading[]>;

const everyMs = 200;

/** Reads gauges five times a second until the signal aborts. */
export async function readGauges<Subject>(
  readers: GaugeReaders<Subject>,
  subject: Subject,
  originMs: number,
  signal: AbortSignal,
): Promise<GaugeReadings> {
  const readings = new Map(Object.keys(readers).map((name) => [name, [] as GaugeReading[]]));
  while (readings.size > 0 && !signal.aborted) {
    for (const [name, read] of Object.entries(readers)) {
      const value = await read(subject);
      readings.get(name)?.push({ atMs: performance.now() - originMs, value });
    }
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return readings;
}
