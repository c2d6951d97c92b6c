import type { CallContext } from '@flotilla/call';

const maxBytes = 1_024;

/**
 * What makes two requests the same: the method, and the bytes on the wire. Undefined for a request of more than 1 KiB, and for
 * a call with metadata, which may say who asks: nobody is to be given another's answer.
 */
export function requestKey(request: unknown, { method, metadata }: CallContext): string | undefined {
  if (Object.keys(metadata).length > 0) return undefined;
  const { buffer, byteOffset, byteLength } = method.request.encode(request as never).finish();
  if (byteLength > maxBytes) return undefined;
  return `${method.fullName} ${Buffer.from(buffer, byteOffset, byteLength).toString('latin1')}`;
}
