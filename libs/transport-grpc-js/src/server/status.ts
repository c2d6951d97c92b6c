import { Metadata as GrpcMetadata, status as Status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { CallError, toCodeNumber } from '@flotilla/call';
import { toGrpcMetadata } from '../wire/metadata';

type Failure = Pick<ServiceError, 'code' | 'details' | 'metadata'>;

/** What the client learns of an error: a CallError as it is; of anything else only that it happened. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof CallError)) {
    return { code: Status.INTERNAL, details: 'internal error', metadata: new GrpcMetadata() };
  }
  return { code: toCodeNumber(error.code), details: error.message, metadata: toGrpcMetadata(error.metadata) };
}
