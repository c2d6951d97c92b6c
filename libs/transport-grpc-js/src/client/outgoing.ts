import type { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import { CallError } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';
import { checkSize, encode } from '../wire/messages';
import { toGrpcMetadata } from '../wire/metadata';

/** What a call sends. */
export interface Outgoing {
  readonly message: Buffer;
  readonly metadata: GrpcMetadata;
}

/**
 * Made before there is a call, so that what cannot be sent leaves nothing behind.
 *
 * @throws CallError INVALID_ARGUMENT: the caller's mistake, whatever the endpoint.
 */
export function outgoing(
  request: unknown,
  { method, metadata }: CallContext,
  maxMessageBytes: number,
): Outgoing {
  try {
    const message = encode(method.request, request);
    checkSize('the request', message, maxMessageBytes);
    return { message, metadata: toGrpcMetadata(metadata) };
  } catch (cause) {
    const { message } = CallError.from(cause);
    throw new CallError('INVALID_ARGUMENT', `${method.fullName} cannot be called like this: ${message}`, {
      cause,
    });
  }
}
