import { parseOrigin } from '../origin';

/** Where a Consul agent listens. */
export interface ConsulAddress {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

function fail(address: string, problem: string): never {
  throw new RangeError(
    `the address of Consul must be host:port, http://host:port or https://host:port, got ${address}: ${problem}`,
  );
}

/**
 * Reads what `CONSUL_HTTP_ADDR` may hold: `host:port`, `http://host:port`, `https://host[:port]`.
 *
 * @throws RangeError for anything else (a unix socket, a path, credentials). Credentials are not repeated in it.
 */
export function parseConsulAddress(address: string): ConsulAddress {
  if (/^unix:/i.test(address)) fail(JSON.stringify(address), 'unix sockets are not supported');
  const url = parseOrigin(address, 'a token', fail);
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: Number(url.port || (secure ? 443 : 80)), secure };
}
