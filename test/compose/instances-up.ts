import { queryPrometheus } from '../prometheus/prometheus-api';

/** How many instances of each job answer scrapes: not what Prometheus remembers, for 5 min, of those that it was stopped with. */
export async function instancesUp(url: string): Promise<Record<string, number>> {
  const series = await queryPrometheus(url, 'count by (job) (up == 1 and timestamp(up) > time() - 10)');
  return Object.fromEntries(series.map(({ labels, value }) => [labels['job'] ?? '', value] as const));
}
