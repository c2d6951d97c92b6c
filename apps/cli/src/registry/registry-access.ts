import { loadConfig, optionalText } from '@flotilla/config';
import { consulRegistry } from '@flotilla/discovery';
import type { Registry } from '@flotilla/discovery';
import { text } from '../arguments/option';

const defaultAddress = '127.0.0.1:8500';

/** Option of every command that asks a registry. */
export const registryUrl = text(
  'URL',
  `address of the registry (default $CONSUL_HTTP_ADDR, else ${defaultAddress})`,
);

type Environment = Readonly<Record<string, string | undefined>>;

const shape = { CONSUL_HTTP_ADDR: optionalText(), CONSUL_HTTP_TOKEN: optionalText() };

/** The address that a user chose: by option, else by environment; undefined when by neither. */
export function chosenAddress(
  url: string | undefined,
  environment: Environment = process.env,
): string | undefined {
  return url ?? loadConfig(shape, environment).CONSUL_HTTP_ADDR;
}

/** The address that a user chose, or where a registry usually is. */
export function addressOf(url: string | undefined): string {
  return chosenAddress(url) ?? defaultAddress;
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
  const registry = consulRegistry({ address, token: loadConfig(shape).CONSUL_HTTP_TOKEN });
  try {
    await registry.ping().catch((cause: Error) => {
      throw new Error(`${cause.message}: ${advice}`, { cause });
    });
    return await use(registry);
  } finally {
    await registry.close();
  }
}
