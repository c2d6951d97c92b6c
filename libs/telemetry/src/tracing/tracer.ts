import { ROOT_CONTEXT, SpanKind, trace as otel, TraceFlags } from '@opentelemetry/api';
import type { Context, Tracer as OtelTracer } from '@opentelemetry/api';
import type { TraceContext } from '@flotilla/call';
import { RecordedSpan, UnrecordedSpan } from './span';
import type { Span } from './span';
import { newTraceIds } from './trace-ids';

const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, server: SpanKind.SERVER } as const;

/** `server` work has its parent in another process, `client` work has its children there. */
export type Kind = keyof typeof kinds;

/** Starts spans. */
export interface Tracer {
  /** A span below `parent`, or the root of a new trace. */
  start(name: string, kind: Kind, parent: TraceContext | undefined): Span;
}

export interface TracerOptions {
  /** Share of new traces that are recorded, 0 to 1. A parent's decision always wins. */
  readonly sampleRatio: number;
  /** Where recorded spans go; absent: nowhere. */
  readonly recorder?: OtelTracer;
  readonly random: () => number;
}

/**
 * Decides once, at the root, and makes no SDK span below an unsampled root: plain SDK spans cost 40 µs a request even
 * when nothing is exported. What is not recorded hands its parent's position on, as W3C Trace Context allows.
 */
export function createTracer({ sampleRatio, recorder, random }: TracerOptions): Tracer {
  return {
    start(name, kind, parent) {
      const sampled = parent?.sampled ?? random() < sampleRatio;
      if (sampled && recorder) {
        return new RecordedSpan(recorder.startSpan(name, { kind: kinds[kind] }, below(parent, kind)));
      }
      return new UnrecordedSpan(parent ?? { ...newTraceIds(), sampled });
    },
  };
}

function below(parent: TraceContext | undefined, kind: Kind): Context {
  if (!parent) return ROOT_CONTEXT;
  const { traceId, spanId } = parent;
  const isRemote = kind === 'server';
  return otel.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote });
}
