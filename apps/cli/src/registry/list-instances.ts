import type { Discovery, Instance } from '@flotilla/discovery';

const timeoutMs = 5_000;

/**
 * What a registry lists now for a service.
 *
 * @throws RangeError for a bad name; Error when the registry does not answer in time.
 */
export async function listInstances(discovery: Discovery, service: string): Promise<readonly Instance[]> {
  const signal = AbortSignal.timeout(timeoutMs);
  let cause: Error | undefined;
  const stop = discovery.observe((event) => {
    if (event.type === 'registry_error' && event.service === service) cause = event.error;
  });
  try {
    for await (const { instances } of discovery.watch(service, { signal })) return instances;
  } finally {
    stop();
  }
  const reason = cause?.message ?? 'try again';
  throw new Error(`the registry did not list ${service} within ${timeoutMs / 1_000} s: ${reason}`, { cause });
}

/** The same for several services, in one list. */
export async function listAll(
  discovery: Discovery,
  services: readonly string[],
): Promise<readonly Instance[]> {
  const lists = await Promise.all(services.map((service) => listInstances(discovery, service)));
  return lists.flat();
}
