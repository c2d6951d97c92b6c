function fail(shown: string, problem: string): never {
  throw new RangeError(
    `the endpoints of etcd must be http://host:port or https://host:port, separated by commas, got ${shown}: ${problem}`,
  );
}

function parseEndpoint(endpoint: string): string {
  if (endpoint.includes('@')) fail('one with a user name', 'set username and password instead');
  const shown = JSON.stringify(endpoint);
  const bare = !/^[a-z]+:\/\//i.test(endpoint);
  const text = bare ? `http://${endpoint}` : endpoint;
  if (endpoint === '' || !URL.canParse(text)) fail(shown, 'it cannot be parsed');
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol)) fail(shown, `${url.protocol} is not supported`);
  if (url.pathname !== '/' || url.search || url.hash) fail(shown, 'a path is not supported');
  if (bare && !/:\d+$/.test(endpoint)) fail(shown, 'the port is missing');
  return url.origin;
}

/**
 * Reads what `ETCD_ENDPOINTS` may hold: `http://host:port`, `https://host:port` or `host:port`, separated by commas.
 *
 * @returns their origins, each once.
 * @throws RangeError for anything else (a path, credentials). Credentials are not repeated in it.
 */
export function parseEtcdEndpoints(endpoints: string): string[] {
  return [...new Set(endpoints.split(',').map((endpoint) => parseEndpoint(endpoint.trim())))];
}
