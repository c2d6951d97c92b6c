/** What a process says of itself in `/metrics`. */
export interface ProcessReading {
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
}

/** @returns undefined when the text does not say */
export function processReading(metrics: string): ProcessReading | undefined {
  const cpuSeconds = valueOf(metrics, 'process_cpu_seconds_total');
  const memoryBytes = valueOf(metrics, 'process_resident_memory_bytes');
  return Number.isFinite(cpuSeconds) && Number.isFinite(memoryBytes)
    ? { cpuSeconds, memoryBytes }
    : undefined;
}

/** Of the first series of a metric, with labels or without; NaN when there is none. */
function valueOf(metrics: string, name: string): number {
  const [, value] = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(metrics) ?? [];
  return Number(value);
}
