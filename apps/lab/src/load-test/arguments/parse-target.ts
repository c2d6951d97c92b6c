/**
 * The address of a gateway. Load on somebody else's server is an attack, and a mistyped address is soon somebody else's: only
 * this machine and names without a dot, as those of containers, are taken without a word of consent.
 *
 * @throws RangeError for what is no such address
 */
export function parseTarget(text: string, isMine: boolean): string {
  const url = toUrl(text);
  if (!isNear(url.hostname) && !isMine)
    throw new RangeError(
      `--url ${url.origin} is not on this machine: --target-is-mine says that you may put load on it`,
    );
  return url.origin;
}

function toUrl(text: string): URL {
  const refusal = new RangeError(
    `--url must be as http://127.0.0.1:8080, got ${JSON.stringify(text.slice(0, 80))}`,
  );
  if (!URL.canParse(text)) throw refusal;
  const url = new URL(text);
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (url.protocol !== 'http:' || !isBare) throw refusal;
  return url;
}

/** Of this machine, or a name that means something in its own network only. */
function isNear(host: string): boolean {
  return host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host) || /^[a-z][a-z0-9_-]*$/i.test(host);
}
