import type { IncomingMessage } from 'node:http';
import type Consul from 'consul';

/** How the npm package gets what it has no method for; it does not declare it. */
interface RawGet {
  _get(
    request: object,
    end: (
      request: { err?: Error; res?: IncomingMessage },
      next: (error: Error | false, continued: undefined, answer: unknown) => void,
    ) => void,
  ): Promise<unknown>;
}

/**
 * Reads the service's central configuration: 404 as a rule, for there is none. A token that may not read the service gets
 * a 403, where a listing would only be empty.
 */
export function getServiceDefaults(
  consul: Consul,
  service: string,
  { token, ...options }: { readonly token?: string },
): Promise<unknown> {
  const path = `/config/service-defaults/${encodeURIComponent(service)}`;
  const headers = token === undefined ? {} : { 'x-consul-token': token };
  return (consul as unknown as RawGet)._get(
    { name: 'config.get', path, headers, ...options },
    ({ err, res }, next) => next(err ?? false, undefined, [res, undefined]),
  );
}
