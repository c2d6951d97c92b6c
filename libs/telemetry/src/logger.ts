import { currentAmbient } from '@flotilla/call';
import type { TraceContext } from '@flotilla/call';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { isoTime } from './iso-time';
import { standardOutput } from './line-buffer';
import { withoutSecrets } from './without-secrets';

export interface LoggerOptions {
  readonly level: string;
  /** Fields of every line. */
  readonly base: Readonly<Record<string, string>>;
  readonly destination?: DestinationStream | undefined;
}

/** JSON lines with ISO time and the trace of the work in progress; and without secrets. */
export function createLogger({ level, base, destination }: LoggerOptions): Logger {
  if (!(level in pino.levels.values) && level !== 'silent') {
    const known = [...Object.values(pino.levels.labels), 'silent'].join(', ');
    throw new RangeError(`logLevel must be one of ${known}, not "${level}"`);
  }
  const options = {
    level,
    base,
    timestamp: isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => traceFields(currentAmbient()?.trace),
    hooks: { streamWrite: withoutSecrets },
  };
  return pino(options, destination ?? standardOutput());
}

/** The fields that tie a log line to its trace. */
export function traceFields(trace: TraceContext | undefined): { trace_id?: string; span_id?: string } {
  return trace ? { trace_id: trace.traceId, span_id: trace.spanId } : {};
}
