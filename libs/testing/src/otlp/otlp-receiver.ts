import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '../fleet/until';

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A span as OTLP/HTTP JSON carries it, as far as the tests look. */
interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly attributes: readonly Attribute[];
  readonly events?: readonly { readonly name: string; readonly attributes?: readonly Attribute[] }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

type Attributes = Readonly<Record<string, unknown>>;

const kinds = ['unspecified', 'internal', 'server', 'client'] as const;

/** A span that was received. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: (typeof kinds)[number] | undefined;
  /** `service.name`, and what else is said of the process. */
  readonly resource: Attributes;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  /** The ids of spans that it has a link to. */
  readonly links: readonly string[];
  readonly durationMs: number;
  /** What failed; undefined when nothing did. */
  readonly failure: string | undefined;
}

export interface OtlpReceiver {
  /** As `OTEL_EXPORTER_OTLP_ENDPOINT` takes it. */
  readonly endpoint: string;
  readonly spans: readonly ReceivedSpan[];
  /** The spans of a trace, once there are so many. @throws Error when there are fewer after 5 s */
  trace(traceId: string, count: number): Promise<readonly ReceivedSpan[]>;
  close(): Promise<void>;
}

/** Receives traces, OTLP over HTTP in JSON, on a free port of 127.0.0.1. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      spans.push(...toSpans(JSON.parse(body) as Export));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const trace = async (traceId: string, count: number): Promise<ReceivedSpan[]> => {
    const received = () => spans.filter((span) => span.traceId === traceId);
    await until(`${count} spans of trace ${traceId}`, 5_000, () => received().length >= count);
    return received();
  };
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { endpoint: `http://127.0.0.1:${port}`, spans, trace, close };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

function toSpans({ resourceSpans }: Export): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map((span) => toSpan(span, toRecord(resource.attributes)))),
  );
}

function toSpan(span: OtlpSpan, resource: Attributes): ReceivedSpan {
  const { traceId, spanId, name, events = [], links = [], status } = span;
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanId,
    name,
    kind: kinds[span.kind],
    resource,
    attributes: toRecord(span.attributes),
    events: events.map((event) => ({ name: event.name, attributes: toRecord(event.attributes ?? []) })),
    links: links.map((link) => link.spanId),
    durationMs: Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6,
    failure: status.code === 2 ? (status.message ?? '') : undefined,
  };
}

function toRecord(attributes: readonly Attribute[]): Attributes {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
