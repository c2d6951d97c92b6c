import type { GaugeReading } from './gauges';

/**
 * How many calls were alive so long after they had begun, at least, at the worst of the readings: by any instant as many should
 * have ended as had begun that long before.
 *
 * @param begun how many have begun, ever
 * @param ended how many have ended, ever; read shortly before `begun` each time
 * @returns NaN when nothing was read for so long
 */
export function overdue(
  begun: readonly GaugeReading[],
  ended: readonly GaugeReading[],
  afterMs: number,
): number {
  // The fewest that were ever under way: attempts that did not arrive anywhere never end.
  const lost = Math.min(...begun.map(({ value }, index) => value - (ended[index]?.value ?? 0)));
  const worst = ended.flatMap(({ atMs, value }) => {
    const before = begun.findLast((reading) => reading.atMs <= atMs - afterMs);
    return before ? Math.max(0, before.value - lost - value) : [];
  });
  return worst.length === 0 ? NaN : Math.max(...worst);
}
