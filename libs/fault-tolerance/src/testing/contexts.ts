import { toMethod } from '@flotilla/call';
import type { CallContext, Method, ResponseStream } from '@flotilla/call';

const codec = { encode: () => ({ finish: () => new Uint8Array() }), decode: () => ({}) };
const definition = { requestType: codec, requestStream: false, responseType: codec };
const service = { name: 'Quotes', fullName: 'test.Quotes', methods: {} };

const get: Method = toMethod(service, {
  ...definition,
  name: 'Get',
  responseStream: false,
  options: { idempotencyLevel: 'NO_SIDE_EFFECTS' },
});
/** Not idempotent. */
export const add: Method = toMethod(service, {
  ...definition,
  name: 'Add',
  responseStream: false,
  options: {},
});
export const watch: Method = toMethod(service, {
  ...definition,
  name: 'Watch',
  responseStream: true,
  options: {},
});

export function contextFor(overrides: Partial<CallContext> = {}): CallContext {
  const signal = new AbortController().signal;
  return { method: get, deadline: Infinity, signal, metadata: {}, attempts: [], ...overrides };
}

/** A stream of numbers whose end the test decides. */
export function openStream(): {
  stream: ResponseStream<number>;
  end: () => void;
  fail: (error: Error) => void;
} {
  let end = (): void => undefined;
  let fail = (_error: Error): void => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  ended.catch(() => undefined);
  async function* numbers(): AsyncGenerator<number> {
    yield 1;
    await ended;
  }
  return { stream: Object.assign(numbers(), { ended }), end, fail };
}
