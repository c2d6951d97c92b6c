import { status as Status } from '@grpc/grpc-js';
import type { StatusObject } from '@grpc/grpc-js';
import { CallError, fromCodeNumber } from '@flotilla/call';
import type { Attempt, Code } from '@flotilla/call';
import { fromGrpcMetadata } from '../wire/metadata';

/**
 * What grpc-js says of a stream that the peer's HTTP/2 cut off, as Node's does with every stream of a connection on which too many
 * were cancelled in a short time (its guard against rapid resets): no server answered INTERNAL.
 */
const cutOff = /^Received RST_STREAM with code 2\b/;

/**
 * A failed status as an error; a status of OK never comes here. A request that found its connection closing has the
 * code INTERNAL in grpc-js; it was never sent, and another endpoint may take it.
 */
export function toCallError({ code, details, metadata }: StatusObject, { sent }: Attempt): CallError {
  const isAnswer = code !== Status.INTERNAL || (sent && !cutOff.test(details));
  return new CallError(isAnswer ? (fromCodeNumber(code) as Exclude<Code, 'OK'>) : 'UNAVAILABLE', details, {
    metadata: fromGrpcMetadata(metadata),
    remote: true,
  });
}
