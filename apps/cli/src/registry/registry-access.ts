import { loadConfig, registryShape } from '@flotilla/config';
import { openRegistry } from '@flotilla/discovery';
import type { Registry } from '@flotilla/discovery';
import { text } from '../arguments/option';

/** Option of every command that asks a registry. */
export const registryUrl = text(
  'URL',
  'address of the registry (default $CONSUL_HTTP_ADDR, else 127.0.0.1:8500; with REGISTRY=etcd, $ETCD_ENDPOINTS)',
);

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that holds the address of the registry which the environment chooses. */
function addressVariable(environment: Environment): 'CONSUL_HTTP_ADDR' | 'ETCD_ENDPOINTS' {
  return loadConfig(registryShape, environment).REGISTRY === 'etcd' ? 'ETCD_ENDPOINTS' : 'CONSUL_HTTP_ADDR';
}

/**
 * The address that a user chose: by option, else by environment; undefined when by neither. Who chose etcd chose one that
 * runs, if only where it usually does.
 */
export function chosenAddress(
  url: string | undefined,
  environment: Environment = process.env,
): string | undefined {
  const variable = addressVariable(environment);
  const isChosen = url !== undefined || environment[variable]?.trim() || variable === 'ETCD_ENDPOINTS';
  return isChosen ? (url ?? loadConfig(registryShape, environment)[variable]) : undefined;
}

/** The address that a user chose, or where a registry usually is. */
export function addressOf(url: string | undefined): string {
  return url ?? loadConfig(registryShape)[addressVariable(process.env)];
}

/** What a process needs in its environment to use the registry at an address. */
export function environmentFor(
  address: string,
  environment: Environment = process.env,
): Record<string, string> {
  return { [addressVariable(environment)]: address };
}

/**
 * Lends the registry at an address, and closes it afterwards.
 *
 * @param advice what to do when it does not answer.
 * @throws RangeError for a bad address; Error in one line when no registry answers there.
 */
export async function withRegistry<T>(
  address: string,
  use: (registry: Registry) => Promise<T>,
  advice = 'start it, or give the address of another with --registry-url',
): Promise<T> {
  const registry = openRegistry({ ...loadConfig(registryShape), ...environmentFor(address) });
  try {
    await registry.ping().catch((cause: Error) => {
      throw new Error(`${cause.message}: ${advice}`, { cause });
    });
    return await use(registry);
  } finally {
    await registry.close();
  }
}
