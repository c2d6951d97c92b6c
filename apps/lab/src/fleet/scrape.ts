/** The sum of the series of a metric that have all of these labels, as `target="orders"`, in a process's `/metrics`. */
export async function scrape(
  adminUrl: string,
  metric: string,
  ...labels: readonly string[]
): Promise<number> {
  const response = await fetch(`${adminUrl}/metrics`);
  if (!response.ok) throw new Error(`${adminUrl}/metrics answered ${response.status}`);
  return sumOf(await response.text(), metric, labels);
}

/** @param text in the format of Prometheus: `name{label="value",…} 7` */
export function sumOf(text: string, metric: string, labels: readonly string[]): number {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`) && labels.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
