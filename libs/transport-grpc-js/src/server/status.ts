import { Metadata as GrpcMetadata, status as Status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { CallError, toCodeNumber } from '@flotilla/call';
import type { Metadata } from '@flotilla/call';
import { toGrpcMetadata } from '../wire/metadata';

type Failure = Pick<ServiceError, 'code' | 'details' | 'metadata'>;

/** A status travels in a header, and one that is too long costs the whole connection. */
const maxDetails = 1_000;

/**
 * What the client learns of an error: a CallError as it is, but for what another server told this one; of anything else only
 * that it happened.
 */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof CallError)) {
    return { code: Status.INTERNAL, details: 'internal error', metadata: new GrpcMetadata() };
  }
  return {
    code: toCodeNumber(error.code),
    details: toDetails(error.message),
    metadata: toTrailers(error.remote ? forwarded(error.metadata) : error.metadata),
  };
}

/**
 * Of the metadata of a failed call, what is not for this server alone. It has obeyed the pushback, or has not: if its own
 * clients did once more, each hop would multiply the attempts. And the quota is its own, not theirs.
 */
function forwarded({
  'grpc-retry-pushback-ms': _pushback,
  'flotilla-quota': _quota,
  ...others
}: Metadata): Metadata {
  return others;
}

/** grpc-js throws for half of a surrogate pair. */
function toDetails(message: string): string {
  return message.slice(0, maxDetails).replace(/\p{Surrogate}/gu, '\uFFFD');
}

function toTrailers(metadata: Metadata): GrpcMetadata {
  try {
    return toGrpcMetadata(metadata);
  } catch (error) {
    process.emitWarning(`an error was answered without its metadata: ${String(error)}`);
    return new GrpcMetadata();
  }
}
