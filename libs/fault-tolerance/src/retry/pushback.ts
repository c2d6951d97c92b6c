import type { CallError } from '@flotilla/call';

/** What a server asks of retries, in the trailing metadata of its refusal. Source: gRPC A6. */
export type Pushback =
  | { readonly kind: 'none' }
  | { readonly kind: 'never' }
  | { readonly kind: 'after'; readonly waitMs: number };

/** Anything but a number of milliseconds forbids retries, as gRPC A6 demands. */
export function pushbackOf(error: CallError): Pushback {
  const value = error.metadata['grpc-retry-pushback-ms'];
  if (value === undefined) return { kind: 'none' };
  return /^\d{1,9}$/.test(value) ? { kind: 'after', waitMs: Number(value) } : { kind: 'never' };
}
