import type { Codec } from '@flotilla/call';

/** grpc-js sends Buffers only; this one shares the memory of the encoded message. */
export function encode(codec: Codec, message: unknown): Buffer {
  const bytes = codec.encode(message as never).finish();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function decode<T>(codec: Codec, bytes: Uint8Array): T {
  return codec.decode(bytes) as T;
}

/** @throws RangeError that names what it is; grpc-js would blame the peer. */
export function checkSize(what: string, { length }: Uint8Array, maxBytes: number): void {
  if (length > maxBytes)
    throw new RangeError(
      `${what} must not be larger than ${maxBytes} bytes (maxMessageBytes), got ${length}`,
    );
}
