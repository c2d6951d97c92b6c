import type { TraceContext } from '@flotilla/call';

/** The name under which W3C Trace Context travels, in HTTP headers and in gRPC metadata. */
export const traceparentKey = 'traceparent';

const shape = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads a `traceparent`; undefined for anything that W3C Trace Context calls invalid, so that a new trace begins. */
export function parseTraceparent(value: string | undefined): TraceContext | undefined {
  const [, version, traceId, spanId, flags, more] = (value && shape.exec(value)) || [];
  if (!traceId || !spanId || !flags) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  return { traceId, spanId, sampled: (parseInt(flags, 16) & 1) === 1 };
}

/** Writes a `traceparent` of version 00. */
export function formatTraceparent(trace: TraceContext): string {
  return `00-${trace.traceId}-${trace.spanId}-${trace.sampled ? '01' : '00'}`;
}
