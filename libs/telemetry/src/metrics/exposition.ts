import { setImmediate as breathe } from 'node:timers/promises';
import { Registry } from 'prom-client';
import type { MetricObject } from 'prom-client';
import { Family } from './family';
import { labelText, numberText } from './exposition-text';

/** What a scrape is answered with. */
export interface Exposition {
  readonly contentType: string;
  /** Pieces of the text; other work of the process has its turn between them. */
  readonly chunks: AsyncIterable<string>;
}

/** Some hundred series: a tenth of a millisecond's work. */
const chunkLength = 16_384;

/**
 * Every metric of the registry: as OpenMetrics, exemplars included, for who accepts that, as Prometheus does; else in
 * Prometheus's text format.
 *
 * @param accept the header of that name
 */
export function expose(registry: Registry, accept = ''): Exposition {
  const openMetrics = accept.includes('application/openmetrics-text');
  return {
    contentType: openMetrics ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE,
    chunks: inChunks(linesOf(registry, openMetrics)),
  };
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
    await breathe();
  }
  yield chunk;
}

async function* linesOf(registry: Registry, openMetrics: boolean): AsyncGenerator<string> {
  for (const described of registry.getMetricsAsArray()) {
    yield header(described, openMetrics);
    const metric: unknown = registry.getSingleMetric(described.name);
    yield* metric instanceof Family
      ? metric.lines(openMetrics)
      : foreignLines(described.name, metric as Foreign);
  }
  if (openMetrics) yield '# EOF\n';
}

/** OpenMetrics names a counter without the `_total` of its series. */
function header({ name, help, type }: MetricObject, openMetrics: boolean): string {
  const shown = openMetrics && String(type) === 'counter' ? name.replace(/_total$/, '') : name;
  const text = help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
  return `# HELP ${shown} ${text}\n# TYPE ${shown} ${type}\n`;
}

/** A metric of one of prom-client's classes. */
interface Foreign {
  get(): Promise<{ readonly values: readonly ForeignSample[] }>;
}

interface ForeignSample {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

async function* foreignLines(name: string, metric: Foreign): AsyncGenerator<string> {
  const { values } = await metric.get();
  for (const { metricName = name, labels, value } of values) {
    const text = labelText(Object.keys(labels), labels);
    yield `${metricName}${text && `{${text}}`} ${numberText(value)}\n`;
  }
}
