import type { DestinationStream, Logger } from 'pino';
import { createLogger } from './logger';
import { createMetrics } from './metrics/metrics';
import type { Metrics } from './metrics/metrics';
import { createRecorder } from './tracing/recorder';
import type { Recorder } from './tracing/recorder';
import { createTracer } from './tracing/tracer';
import type { Tracer } from './tracing/tracer';
import { TroubleLog } from './trouble-log';

export interface TracesOptions {
  /** OTLP base URL, as in `OTEL_EXPORTER_OTLP_ENDPOINT`: `http://127.0.0.1:4318`. Absent: spans are not recorded. */
  readonly endpoint?: string | undefined;
  /**
   * Share of the traces begun here that are sampled, 0 to 1, as in `OTEL_TRACES_SAMPLER_ARG`; callers' decisions win.
   * Default 0.01: recording a call, its attempt and its handler costs some 60 µs of CPU, not recording them 2 µs.
   */
  readonly sampleRatio?: number | undefined;
}

export interface TelemetryOptions {
  /** What the process is, for example `greeter`. */
  readonly service: string;
  /** Which one it is, for example `greeter-2`. */
  readonly instance?: string | undefined;
  readonly version?: string | undefined;
  readonly zone?: string | undefined;
  readonly traces?: TracesOptions | undefined;
  /** `trace` to `fatal`, or `silent`. Default `info`. */
  readonly logLevel?: string | undefined;
  /** Where log lines go. Default: standard output. */
  readonly logDestination?: DestinationStream | undefined;
  /**
   * False: calls and requests are neither measured nor traced, and logged only when they fail; nor is their trace handed
   * on. What a process logs otherwise, and the metrics that do not come from calls, stay. Default true; `OTEL_SDK_DISABLED` turned round.
   */
  readonly enabled?: boolean | undefined;
  /** Chance for sampling, 0 to below 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** What a process needs to be observed. Create one per process. */
export interface Telemetry {
  /** False: middleware leaves calls alone. */
  readonly enabled: boolean;
  readonly logger: Logger;
  /** For what a registry that is down makes every watch and registration of the process say. */
  readonly registryTrouble: TroubleLog;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  /** Sends the spans that are left, within 2 s. Never rejects. */
  shutdown(): Promise<void>;
}

/**
 * Creates the logger, the metrics and the tracer of a process. Touches nothing global, so that tests may have many.
 *
 * @throws RangeError naming the option for an unknown log level, a ratio outside 0 to 1, or a bad endpoint.
 */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { service, instance, traces, logLevel = 'info', enabled = true, random = Math.random } = options;
  const logger = createLogger({
    level: logLevel,
    base: { service, ...(instance && { instance }) },
    destination: options.logDestination,
  });
  const recorder = enabled ? recorderOf(options, logger) : undefined;
  return {
    enabled,
    logger,
    registryTrouble: new TroubleLog(logger),
    metrics: createMetrics(scrapeTroubleOn(logger)),
    tracer: createTracer({
      sampleRatio: ratio(traces?.sampleRatio ?? 0.01),
      random,
      ...(recorder && { recorder: recorder.tracer }),
    }),
    shutdown: async () => {
      await recorder?.shutdown();
      logger.flush();
    },
  };
}

function scrapeTroubleOn(logger: Logger): (error: unknown, metric: string) => void {
  const trouble = new TroubleLog(logger);
  return (err, metric) =>
    trouble.warn({ err, metric }, 'a metric cannot be collected: scrapes go without it');
}

function recorderOf(options: TelemetryOptions, logger: Logger): Recorder | undefined {
  const endpoint = options.traces?.endpoint;
  if (endpoint === undefined) return undefined;
  return createRecorder({
    endpoint: httpUrl(endpoint),
    resource: resourceOf(options),
    onFailure: (err) =>
      logger.warn({ err, endpoint }, 'traces are being lost: is an OTLP receiver listening there?'),
  });
}

function resourceOf({ service, instance, version, zone }: TelemetryOptions): Record<string, string> {
  return {
    'service.name': service,
    ...(instance && { 'service.instance.id': instance }),
    ...(version && { 'service.version': version }),
    ...(zone && { 'cloud.availability_zone': zone }),
  };
}

function ratio(value: number): number {
  if (value >= 0 && value <= 1) return value;
  throw new RangeError(`traces.sampleRatio must be from 0 to 1, not ${value}`);
}

function httpUrl(value: string): string {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value;
  throw new RangeError(`traces.endpoint must be an http or https URL, not "${value}"`);
}
