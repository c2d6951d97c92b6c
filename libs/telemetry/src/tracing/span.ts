import { SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { Attributes, Span as OtelSpan } from '@opentelemetry/api';
import type { TraceContext } from '@flotilla/call';

/** A piece of work in a trace. */
export interface Span {
  /** The position that the work below inherits. */
  readonly trace: TraceContext;
  /** False when nobody will see it: then spare yourself the making of attributes. */
  readonly recording: boolean;
  set(attributes: Attributes): void;
  /** For what is named better at its end: a request, once it was routed. */
  rename(name: string): void;
  fail(message: string): void;
  end(): void;
}

/** A span that goes nowhere: it only carries the trace on. */
export class UnrecordedSpan implements Span {
  readonly recording = false;
  constructor(readonly trace: TraceContext) {}
  set(): void {}
  rename(): void {}
  fail(): void {}
  end(): void {}
}

/** A span of the OpenTelemetry SDK. */
export class RecordedSpan implements Span {
  readonly recording = true;
  readonly trace: TraceContext;
  readonly #span: OtelSpan;

  constructor(span: OtelSpan) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.trace = { traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 };
    this.#span = span;
  }

  set(attributes: Attributes): void {
    this.#span.setAttributes(attributes);
  }

  rename(name: string): void {
    this.#span.updateName(name);
  }

  event(name: string, attributes?: Attributes): void {
    this.#span.addEvent(name, attributes);
  }

  fail(message: string): void {
    this.#span.setStatus({ code: SpanStatusCode.ERROR, message });
  }

  end(): void {
    this.#span.end();
  }
}
