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
  if (address.includes('@')) fail('one with a user name', 'set a token instead');
  const shown = JSON.stringify(address);
  if (/^unix:/i.test(address)) fail(shown, 'unix sockets are not supported');
  const bare = !/^[a-z]+:\/\//i.test(address);
  const text = bare ? `http://${address}` : address;
  if (!URL.canParse(text)) fail(shown, 'it cannot be parsed');
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol)) fail(shown, `${url.protocol} is not supported`);
  if (url.pathname !== '/' || url.search || url.hash) fail(shown, 'a path is not supported');
  if (bare && !/:\d+$/.test(address)) fail(shown, 'the port is missing');
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: Number(url.port || (secure ? 443 : 80)), secure };
}
