import { status as Status } from '@grpc/grpc-js';
import type { StatusObject } from '@grpc/grpc-js';
import { CallError, fromCodeNumber } from '@flotilla/call';
import type { Attempt, Code } from '@flotilla/call';
import { fromGrpcMetadata } from '../wire/metadata';

/**
 * A failed status as an error; a status of OK never comes here. A request that found its connection closing has the
 * code INTERNAL in grpc-js; it was never sent, and another endpoint may take it.
 */
export function toCallError({ code, details, metadata }: StatusObject, { sent }: Attempt): CallError {
  const unsent = !sent && code === Status.INTERNAL;
  return new CallError(unsent ? 'UNAVAILABLE' : (fromCodeNumber(code) as Exclude<Code, 'OK'>), details, {
    metadata: fromGrpcMetadata(metadata),
  });
}
