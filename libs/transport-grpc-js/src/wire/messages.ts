import type { Codec } from '@flotilla/call';

/** grpc-js sends Buffers only; this one shares the memory of the encoded message. */
export function encode(codec: Codec, message: unknown): Buffer {
  const bytes = codec.encode(message as never).finish();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function decode<T>(codec: Codec, bytes: Uint8Array): T {
  return codec.decode(bytes) as T;
}
