import type { CallContext, Codec, Method, ResponseStream } from '@flotilla/call';
import type { Metrics } from '../metrics/metrics';

const codec: Codec = { encode: () => ({ finish: () => new Uint8Array() }), decode: () => ({}) };

export function methodNamed(name: string): Method {
  const service = 'test.v1.TestService';
  return {
    service,
    name,
    fullName: `${service}/${name}`,
    kind: 'unary',
    idempotent: true,
    request: codec,
    response: codec,
  };
}

export function contextOf(given: Partial<CallContext> = {}): CallContext {
  return {
    method: methodNamed('Get'),
    deadline: Infinity,
    signal: new AbortController().signal,
    metadata: {},
    attempts: [],
    ...given,
  };
}

/** A stream whose end the test decides. */
export function openStream(): { stream: ResponseStream<string>; end(): void; fail(error: Error): void } {
  const { promise, resolve, reject } = withResolvers();
  promise.catch(() => {});
  async function* none(): AsyncGenerator<string> {}
  const stream = { [Symbol.asyncIterator]: none, ended: promise };
  return { stream, end: resolve, fail: reject };
}

function withResolvers(): { promise: Promise<void>; resolve(): void; reject(error: Error): void } {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<void>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
}

/** The `_count` lines of a histogram as a scrape shows them, without its name: `{labels} value`. */
export async function countsOf(metrics: Metrics, histogram: string): Promise<string[]> {
  const text = await metrics.registry.getSingleMetricAsString(histogram);
  const start = `${histogram}_count`;
  return text.split('\n').flatMap((line) => (line.startsWith(start) ? [line.slice(start.length)] : []));
}
