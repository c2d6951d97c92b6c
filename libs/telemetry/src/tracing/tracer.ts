import { ROOT_CONTEXT, SpanKind, trace as otel, TraceFlags } from '@opentelemetry/api';
import type { Attributes, Context, SpanContext, Tracer as OtelTracer } from '@opentelemetry/api';
import type { TraceContext } from '@flotilla/call';
import { RecordedSpan, UnrecordedSpan } from './span';
import type { Span } from './span';
import { newTraceIds } from './trace-ids';

const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, server: SpanKind.SERVER } as const;

/** `server` work has its parent in another process, `client` work has its children there. */
export type Kind = keyof typeof kinds;

/** Starts spans. */
export interface Tracer {
  /**
   * A span below `parent`, or the root of a new trace.
   *
   * @param linked a recorded span that it has to do with, and that is not its parent
   */
  start(name: string, kind: Kind, parent: TraceContext | undefined, linked?: TraceContext): Span;
  /** Adds an event to the span at a position of this process; nothing happens where it is not recorded. */
  event(at: TraceContext | undefined, name: string, attributes?: Attributes): void;
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
  const recorded = new WeakMap<TraceContext, RecordedSpan>();
  return {
    start(name, kind, parent, linked) {
      const sampled = parent?.sampled ?? random() < sampleRatio;
      if (sampled && recorder) {
        const options = { kind: kinds[kind], ...(linked && { links: [{ context: toOtel(linked) }] }) };
        const span = new RecordedSpan(recorder.startSpan(name, options, below(parent, kind)));
        recorded.set(span.trace, span);
        return span;
      }
      return new UnrecordedSpan(parent ?? newTrace(sampled));
    },
    event(at, name, attributes) {
      if (at?.sampled) recorded.get(at)?.event(name, attributes);
    },
  };
}

function newTrace(sampled: boolean): TraceContext {
  const { traceId, spanId } = newTraceIds();
  return { traceId, spanId, sampled };
}

function below(parent: TraceContext | undefined, kind: Kind): Context {
  if (!parent) return ROOT_CONTEXT;
  return otel.setSpanContext(ROOT_CONTEXT, { ...toOtel(parent), isRemote: kind === 'server' });
}

/** Of a span that is recorded. */
function toOtel({ traceId, spanId }: TraceContext): SpanContext {
  return { traceId, spanId, traceFlags: TraceFlags.SAMPLED };
}
