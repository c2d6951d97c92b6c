import { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import type { Metadata } from '@flotilla/call';

/** Text values only: Flotilla carries no binary metadata. */
export function fromGrpcMetadata(metadata: GrpcMetadata): Metadata {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(metadata.getMap())) {
    if (typeof value === 'string') result[name] = value;
  }
  return result;
}

export function toGrpcMetadata(metadata: Metadata): GrpcMetadata {
  const result = new GrpcMetadata();
  for (const name in metadata) result.set(name, metadata[name] as string);
  return result;
}
