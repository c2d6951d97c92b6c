/** Per second, over at least four scrapes: Grafana derives the interval from the scrape interval and the zoom. */
export function rate(counter: string): string {
  return `rate(${counter}[$__rate_interval])`;
}

/** A quantile of a histogram, from its raw buckets: only these carry exemplars, recorded ones do not. */
export function quantile(q: number, histogram: string, selector: string, by: readonly string[] = []): string {
  const labels = ['le', ...by].join(', ');
  return `histogram_quantile(${q}, sum by (${labels}) (${rate(`${histogram}_bucket{${selector}}`)}))`;
}

/** The part where it is, and 0 where only the whole is: nothing of that kind happened. Absent when the whole is. */
export function partOf(part: string, whole: string): string {
  return `${part} or 0 * ${whole}`;
}
