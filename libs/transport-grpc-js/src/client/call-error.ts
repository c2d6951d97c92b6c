import type { StatusObject } from '@grpc/grpc-js';
import { CallError, fromCodeNumber } from '@flotilla/call';
import type { Code } from '@flotilla/call';
import { fromGrpcMetadata } from '../wire/metadata';

/** A failed status as an error; a status of OK never comes here. */
export function toCallError({ code, details, metadata }: StatusObject): CallError {
  return new CallError(fromCodeNumber(code) as Exclude<Code, 'OK'>, details, {
    metadata: fromGrpcMetadata(metadata),
  });
}
