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

export type OnCollectError = (error: unknown, metric: string) => void;

/** Some hundred series: a tenth of a millisecond's work. */
const chunkLength = 16_384;

/**
 * Every metric of the registry: as OpenMetrics, exemplars included, for who accepts that, as Prometheus does; else in
 * Prometheus's text format.
 *
 * @param onError told of a metric that cannot be collected: it is left out
 * @param accept the header of that name
 */
export function expose(registry: Registry, onError: OnCollectError, accept = ''): Exposition {
  const openMetrics = accept.includes('application/openmetrics-text');
  return {
    contentType: openMetrics ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE,
    chunks: inChunks(linesOf(registry, openMetrics, onError)),
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

async function* linesOf(
  registry: Registry,
  openMetrics: boolean,
  onError: OnCollectError,
): AsyncGenerator<string> {
  for (const described of registry.getMetricsAsArray()) {
    const { name } = described;
    const metric: unknown = registry.getSingleMetric(name);
    try {
      const lines =
        metric instanceof Family
          ? metric.lines(openMetrics)
          : foreignLines(name, await (metric as Foreign).get());
      yield header(described, openMetrics);
      yield* lines;
    } catch (error) {
      onError(error, name);
    }
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
  get(): Promise<Collected>;
}

interface Collected {
  readonly values: readonly ForeignSample[];
}

interface ForeignSample {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

function* foreignLines(name: string, { values }: Collected): Generator<string> {
  for (const { metricName = name, labels, value } of values) {
    const text = labelText(Object.keys(labels), labels);
    yield `${metricName}${text && `{${text}}`} ${numberText(value)}\n`;
  }
}
