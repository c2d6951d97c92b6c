import type { LoadResult } from '../result';

interface CpuSeries {
  readonly atMs: readonly number[];
  /** Of a core, by the name of the process; NaN where it was not read. */
  readonly shares: Readonly<Record<string, readonly number[]>>;
}

/** The CPU of processes that were read at about the same times: those of the one that was read most often. */
export function cpuSeries(processes: LoadResult['processes']): CpuSeries {
  const longest = processes.reduce<LoadResult['processes'][number]['timeline']>(
    (most, { timeline }) => (timeline.length > most.length ? timeline : most),
    [],
  );
  const atMs = longest.map((reading) => reading.atMs);
  const apartMs = ((atMs.at(-1) ?? 0) - (atMs[0] ?? 0)) / Math.max(1, atMs.length - 1);
  const shares = processes.map(({ name, timeline }) => {
    const near = (instant: number): number =>
      timeline.find((reading) => Math.abs(reading.atMs - instant) <= apartMs / 2)?.cpuShare ?? NaN;
    return [name, atMs.map(near)] as const;
  });
  return { atMs, shares: Object.fromEntries(shares) };
}
