import { toMethod } from '@flotilla/call';
import type { CallContext, Method, ServiceDefinition } from '@flotilla/call';
import type { Instance } from '@flotilla/discovery';

export interface Text {
  text: string;
}

const codec = {
  encode: ({ text }: Text) => ({ finish: () => Buffer.from(text) }),
  decode: (bytes: Uint8Array): Text => ({ text: Buffer.from(bytes).toString() }),
};

/** As ts-proto would generate it. */
export const QuotesDefinition = {
  name: 'Quotes',
  fullName: 'test.Quotes',
  methods: {
    get: {
      name: 'Get',
      requestType: codec,
      requestStream: false,
      responseType: codec,
      responseStream: false,
      options: { idempotencyLevel: 'NO_SIDE_EFFECTS' },
    },
    add: {
      name: 'Add',
      requestType: codec,
      requestStream: false,
      responseType: codec,
      responseStream: false,
      options: {},
    },
    watch: {
      name: 'Watch',
      requestType: codec,
      requestStream: false,
      responseType: codec,
      responseStream: true,
      options: {},
    },
  },
} as const satisfies ServiceDefinition;

export const get = toMethod(QuotesDefinition, QuotesDefinition.methods.get);
export const watch = toMethod(QuotesDefinition, QuotesDefinition.methods.watch);

export function contextFor(method: Method, overrides: Partial<CallContext> = {}): CallContext {
  const signal = new AbortController().signal;
  return { method, deadline: Infinity, signal, metadata: {}, attempts: [], ...overrides };
}

/** The instance `quotes-<slot>`. */
export function quotes(slot: number, overrides: Partial<Instance> = {}): Instance {
  return {
    id: `quotes-${slot}`,
    service: 'quotes',
    host: '127.0.0.1',
    port: 50_000 + slot,
    metadata: {},
    ...overrides,
  };
}
