import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The serialised FileDescriptorSet of every contract, for server reflection. */
export function descriptors(): Uint8Array {
  return readFileSync(join(__dirname, '..', 'descriptors.binpb'));
}
