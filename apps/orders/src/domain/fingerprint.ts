import { createHash } from 'node:crypto';
import type { OrderRequest } from './order-request';

/** Tells whether two requests with one key ask for the same: SHA-256 of what they ask for, in hexadecimal. */
export function fingerprint({ lines }: OrderRequest): string {
  const canonical = JSON.stringify(lines.map(({ sku, quantity }) => [sku, quantity]));
  return createHash('sha256').update(canonical).digest('hex');
}
