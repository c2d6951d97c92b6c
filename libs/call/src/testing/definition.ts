import type { Codec, MethodDefinition } from '../method';

const codec: Codec = {
  encode: () => ({ finish: () => new Uint8Array() }),
  decode: () => undefined,
};

/** A method of a service for tests: unary, and nothing said about idempotency. */
export const unary = {
  name: 'Get',
  requestType: codec,
  requestStream: false,
  responseType: codec,
  responseStream: false,
  options: {},
} as const satisfies MethodDefinition;

export const service = { name: 'Test', fullName: 'test.v1.Test' };
