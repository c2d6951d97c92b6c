import { parseLogEntry } from '../output/log-entry';

/** What a service says of itself in its log. */
export type ProcessReport =
  /** Where it listens: `host:port` of its first listener and of its admin server. */
  | { readonly type: 'listening'; readonly address: string; readonly admin: string }
  /** It is registered and wants traffic. */
  | { readonly type: 'ready' };

/** The report in a line of output; undefined for any other line. */
export function readReport(line: string): ProcessReport | undefined {
  const entry = parseLogEntry(line);
  if (entry?.message === 'ready') return { type: 'ready' };
  if (entry?.message !== 'listening') return undefined;
  const { addresses, admin } = entry.fields;
  return {
    type: 'listening',
    address: show(Array.isArray(addresses) ? addresses[0] : undefined),
    admin: show(admin),
  };
}

function show(address: unknown): string {
  const { host, port } = (address ?? {}) as { host?: unknown; port?: unknown };
  return typeof host === 'string' && typeof port === 'number' ? `${host}:${port}` : '-';
}
