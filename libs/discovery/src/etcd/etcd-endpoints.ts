import { parseOrigin } from '../origin';

function fail(shown: string, problem: string): never {
  throw new RangeError(
    `the endpoints of etcd must be http://host:port or https://host:port, separated by commas, got ${shown}: ${problem}`,
  );
}

/**
 * Reads what `ETCD_ENDPOINTS` may hold: `http://host:port`, `https://host:port` or `host:port`, separated by commas.
 *
 * @returns their origins, each once.
 * @throws RangeError for anything else (a path, credentials). Credentials are not repeated in it.
 */
export function parseEtcdEndpoints(endpoints: string): string[] {
  const parse = (endpoint: string): URL => parseOrigin(endpoint.trim(), 'username and password', fail);
  return [...new Set(endpoints.split(',').map((endpoint) => parse(endpoint).origin))];
}
