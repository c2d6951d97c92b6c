/** A span as the receiver tells of it. */
export interface CrossingSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

export async function receivedSpans(url: string): Promise<CrossingSpan[]> {
  return (await (await fetch(`${url}/spans`)).json()) as CrossingSpan[];
}

/** The spans of the last trace whose root has this name. */
export function spansOfTrace(spans: readonly CrossingSpan[], rootName: string): CrossingSpan[] {
  const root = spans.findLast(({ name, parentSpanId }) => name === rootName && !parentSpanId);
  return spans.filter(({ traceId }) => traceId === root?.traceId);
}

/** The span that a service has below another. */
export function childOf(
  spans: readonly CrossingSpan[],
  parent: CrossingSpan | undefined,
  service: string,
): CrossingSpan | undefined {
  return spans.find((span) => parent && span.parentSpanId === parent.spanId && span.service === service);
}
