import type { LoadReport } from '@flotilla/testing';

/** Prints what a test measured, beside Jest's own lines. */
export function printFigures(
  title: string,
  report: LoadReport,
  more: Readonly<Record<string, string>> = {},
): void {
  const latencies = report.samples.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const quantile = (q: number): string =>
    `${latencies[Math.floor((latencies.length - 1) * q)]?.toFixed(0)} ms`;
  const figures = {
    requests: String(report.samples.length),
    failed: String(report.failed.length),
    p50: quantile(0.5),
    p99: quantile(0.99),
    slowest: quantile(1),
    ...more,
  };
  const text = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(`  ${title}: ${text.join(', ')}\n`);
}
