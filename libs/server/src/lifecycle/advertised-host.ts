import { networkInterfaces } from 'node:os';

const wildcards = new Set(['0.0.0.0', '::']);

/** The address to register for a bound one: a wildcard becomes this machine's first address that others can reach. */
export function advertisedHost(bound: string): string {
  if (!wildcards.has(bound)) return bound;
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outward = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  return outward?.address ?? '127.0.0.1';
}
