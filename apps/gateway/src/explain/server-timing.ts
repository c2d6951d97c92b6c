import type { Attempt, CallContext, Code } from '@flotilla/call';

const maxAttempts = 5;
const maxIdLength = 64;

/** One call as an entry of `Server-Timing`: `sayhello;desc="greeter-1 > greeter-2, 2 attempts";dur=3.1`. */
export function toServerTiming({ method, attempts }: CallContext, ms: number, code: Code): string {
  const count = `${attempts.length} attempt${attempts.length === 1 ? '' : 's'}`;
  const parts = [instancesOf(attempts), count, ...(code === 'OK' ? [] : [code])];
  return `${method.name.toLowerCase()};desc="${parts.join(', ')}";dur=${ms.toFixed(1)}`;
}

/** In the order in which they were tried. */
function instancesOf(attempts: readonly Attempt[]): string {
  const shown = attempts.slice(0, maxAttempts).map(({ endpointId }) => toText(endpointId ?? 'no instance'));
  return [...shown, ...(attempts.length > maxAttempts ? ['...'] : [])].join(' > ') || 'no instance';
}

/** An id is the registry's, and may hold anything: only what stands in a quoted string unescaped is kept. */
function toText(id: string): string {
  return id.slice(0, maxIdLength).replace(/[^\x20-\x7e]|["\\]/g, '?');
}
