import { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import type { Metadata } from '@flotilla/call';

/** What gRPC's C core refuses beyond (`grpc.absolute_max_metadata_size`); far more breaks the whole connection. */
const maxBytes = 16 * 1024;

/** HTTP/2 forbids them; grpc-js would lose the connection over one. */
const forbidden = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

/** Names that were found to be good: calls have the same few, and to look at them anew would cost a microsecond each. */
const goodNames = new Set<string>();
const maxGoodNames = 100;

/** Text values only: Flotilla carries no binary metadata. */
export function fromGrpcMetadata(metadata: GrpcMetadata): Metadata {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(metadata.getMap())) {
    if (typeof value === 'string') result[name] = value;
  }
  return result;
}

/** @throws RangeError that names what gRPC cannot carry. */
export function toGrpcMetadata(metadata: Metadata): GrpcMetadata {
  const result = new GrpcMetadata();
  let bytes = 0;
  for (const name in metadata) {
    const value = metadata[name] as string;
    if (!goodNames.has(name)) checkName(name);
    setValue(result, name, value);
    bytes += name.length + value.length;
  }
  if (bytes > maxBytes)
    throw new RangeError(`metadata must not be larger than ${maxBytes} bytes, got ${bytes}`);
  return result;
}

/** grpc-js looks at each value; what it says of a bad one has that in it, which may be a secret. */
function setValue(result: GrpcMetadata, name: string, value: unknown): void {
  try {
    if (typeof value === 'string') return result.set(name, value);
  } catch {
    // Told below.
  }
  throw new RangeError(`metadata must have values of printable ASCII, unlike that of ${name}`);
}

function checkName(name: string): void {
  if (!/^[0-9a-z_.-]+$/i.test(name) || forbidden.has(name.toLowerCase())) {
    throw new RangeError(`metadata must have names that HTTP/2 allows, got ${JSON.stringify(name)}`);
  }
  if (/-bin$/i.test(name)) {
    throw new RangeError(`metadata must be text, got ${JSON.stringify(name)}, a name for binary values`);
  }
  if (goodNames.size < maxGoodNames) goodNames.add(name);
}
