/**
 * Reads `host:port`, `http://host:port` or `https://host[:port]`.
 *
 * @param fail throws; told how to show the text, and what is wrong with it. Credentials are not shown.
 */
export function parseOrigin(
  text: string,
  secretName: string,
  fail: (shown: string, problem: string) => never,
): URL {
  if (text.includes('@')) fail('one with a user name', `set ${secretName} instead`);
  const shown = JSON.stringify(text);
  const bare = !/^[a-z]+:\/\//i.test(text);
  const full = bare ? `http://${text}` : text;
  if (text === '' || !URL.canParse(full)) fail(shown, 'it cannot be parsed');
  const url = new URL(full);
  if (!['http:', 'https:'].includes(url.protocol)) fail(shown, `${url.protocol} is not supported`);
  if (url.pathname !== '/' || url.search || url.hash) fail(shown, 'a path is not supported');
  if (bare && !/:\d+$/.test(text)) fail(shown, 'the port is missing');
  return url;
}
