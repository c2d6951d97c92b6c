import { Client } from 'pg';
import { checkBounds, onOver } from '../../bounds/bounds';
import type { Bounds } from '../../bounds/bounds';
import { clientOptions } from './client-options';
import { ConnectionError } from './database-errors';

/**
 * Uses a connection of its own, which is cut when it is over its bounds.
 *
 * @throws ConnectionError when it cannot be made or is lost; what `use` throws otherwise
 */
export async function withClient<T>(
  url: string,
  bounds: Bounds,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  checkBounds(bounds);
  const client = new Client(clientOptions(url));
  const cut = (): void => void client.connection.stream.destroy();
  client.on('error', () => undefined); // whoever waits for an answer learns it there
  const unlink = onOver(bounds, cut);
  let isConnected = false;
  try {
    await client.connect();
    isConnected = true;
    return await use(client);
  } catch (error) {
    if (isConnected && !client.connection.stream.destroyed) throw error;
    throw new ConnectionError('no connection to the database', { cause: error });
  } finally {
    unlink();
    cut();
  }
}
