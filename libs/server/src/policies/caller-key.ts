import type { CallContext } from '@flotilla/call';
import { Exchange } from '../http/exchange';
import { networkOf } from './network-of';

/** What tells callers apart: nothing (all share one quota), their address (HTTP only), or a header that they send. */
export type CallersBy = 'all' | 'address' | `header:${string}`;

export type KeyOf = (context: CallContext, request: unknown) => string;

/** Those who do not say who they are share a quota. */
const nobody = '';

/**
 * The caller of a call or a request, by what they are told apart.
 *
 * Anybody may send any header: as a key it keeps honest callers from disturbing each other, and bounds no attacker.
 */
export function callerKey(by: CallersBy): KeyOf {
  if (by === 'all') return () => nobody;
  if (by === 'address')
    return (_context, request) => (isExchange(request) ? networkOf(request.request.ip) : nobody);
  const header = by.slice('header:'.length).toLowerCase();
  return (context, request) => {
    if (!isExchange(request)) return context.metadata[header] ?? nobody;
    return String(request.request.headers[header] ?? nobody);
  };
}

function isExchange(request: unknown): request is Exchange {
  return request instanceof Exchange;
}
