import type { CallError } from '@flotilla/call';

/** What a server asks of retries, in the trailing metadata of its refusal. Source: gRPC A6. */
export type Pushback =
  | { readonly kind: 'none' }
  | { readonly kind: 'never' }
  | { readonly kind: 'after'; readonly waitMs: number };

/** The longest wait that is obeyed: a call without a deadline must not sleep for days because a server says so. */
const maxWaitMs = 30_000;

/** Anything but a number of milliseconds forbids retries, as gRPC A6 demands; so does more than `maxWaitMs`. */
export function pushbackOf(error: CallError): Pushback {
  const value = error.metadata['grpc-retry-pushback-ms'];
  if (value === undefined) return { kind: 'none' };
  const waitMs = /^\d+$/.test(value) ? Number(value) : Infinity;
  return waitMs <= maxWaitMs ? { kind: 'after', waitMs } : { kind: 'never' };
}
