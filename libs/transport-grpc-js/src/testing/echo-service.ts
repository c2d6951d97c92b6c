import type { MethodDefinition } from '@flotilla/call';

/** Messages as JSON: enough of a codec for tests. */
function jsonCodec<T>(): { encode(message: T): { finish(): Uint8Array }; decode(bytes: Uint8Array): T } {
  return {
    encode: (message) => ({ finish: () => Buffer.from(JSON.stringify(message)) }),
    decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as T,
  };
}

export interface EchoMessage {
  readonly text: string;
}

const message = jsonCodec<EchoMessage>();

export const EchoServiceDefinition = {
  name: 'EchoService',
  fullName: 'test.v1.EchoService',
  methods: {
    echo: {
      name: 'Echo',
      requestType: message,
      requestStream: false,
      responseType: message,
      responseStream: false,
      options: { idempotencyLevel: 'NO_SIDE_EFFECTS' },
    },
    repeat: {
      name: 'Repeat',
      requestType: message,
      requestStream: false,
      responseType: message,
      responseStream: true,
      options: {},
    },
  },
} as const satisfies { name: string; fullName: string; methods: Record<string, MethodDefinition> };
