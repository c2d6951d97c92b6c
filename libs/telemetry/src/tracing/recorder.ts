import type { Tracer as OtelTracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';

/** Longest that one batch may take, retries included; so a process waits no longer for its last spans either. */
const sendTimeoutMs = 2000;

/** Where recorded spans go. */
export interface Recorder {
  readonly tracer: OtelTracer;
  /** Sends what is left, within 2 s, and stops. Never rejects. */
  shutdown(): Promise<void>;
}

export interface RecorderOptions {
  /** OTLP base URL; spans go to `v1/traces` below it. */
  readonly endpoint: string;
  /** Attributes of the process that every span carries. */
  readonly resource: Readonly<Record<string, string>>;
  /** Told once when exports begin to fail, and again only after one succeeded. */
  readonly onFailure: (error: Error) => void;
}

/** Exports spans in batches over OTLP/HTTP (JSON), at most 2,048 waiting; more are dropped. */
export function createRecorder({ endpoint, resource, onFailure }: RecorderOptions): Recorder {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = reportFailures(new OTLPTraceExporter({ url, timeoutMillis: sendTimeoutMs }), onFailure);
  const processor = new BatchSpanProcessor(exporter, {
    maxQueueSize: 2048,
    maxExportBatchSize: 512,
    scheduledDelayMillis: 1000,
    exportTimeoutMillis: sendTimeoutMs,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes(resource),
    sampler: new AlwaysOnSampler(), // what is not sampled never gets here
    spanProcessors: [processor],
  });
  return {
    tracer: provider.getTracer('@flotilla/telemetry'),
    shutdown: () => within(sendTimeoutMs, provider.shutdown()),
  };
}

function reportFailures(exporter: SpanExporter, onFailure: (error: Error) => void): SpanExporter {
  let failing = false;
  return {
    export(spans, callback) {
      exporter.export(spans, (result) => {
        const { error } = result;
        if (error && !failing) onFailure(error);
        failing = error !== undefined;
        callback(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}

async function within(timeoutMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
  try {
    await Promise.race([work.catch(() => {}), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
