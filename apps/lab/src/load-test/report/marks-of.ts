import type { LoadResult } from '../result';

/** More lines than these would hide what is between them; the report lists them all. */
const drawnAtMost = 12;

/** What a plot of a load marks: what happened to the fleet, and where the knee was. */
export function marksOf({ marks, knee, durationMs }: LoadResult): LoadResult['marks'] {
  const kneeMark = knee?.reached && knee.atMs !== null ? [{ label: kneeLabel(knee), atMs: knee.atMs }] : [];
  const during = marks.filter(({ atMs }) => atMs <= durationMs).slice(0, drawnAtMost);
  return [...during, ...kneeMark].sort((a, b) => a.atMs - b.atMs);
}

function kneeLabel({ ratePerSecond }: NonNullable<LoadResult['knee']>): string {
  return `knee: ${Math.round(ratePerSecond)}/s`;
}
