import { binariesIn } from '@flotilla/embedded-postgres';
import {
  closedLoop,
  decideBackend,
  httpSender,
  registries,
  startFleet,
  startPostgres,
} from '@flotilla/testing';
import type { Fleet, RegistryName, RegistryUnderTest, TestPostgres } from '@flotilla/testing';

/** What a chaos test plays with. */
export interface Arena {
  readonly registry: RegistryUnderTest;
  readonly fleet: Fleet;
  /** That of the fleet's orders. */
  readonly database: TestPostgres | undefined;
  stop(): Promise<void>;
}

export async function startArena(registryName: RegistryName, orders: number): Promise<Arena> {
  const parts: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of parts.toReversed()) await end();
  };
  try {
    const registry = await registries[registryName]();
    parts.push(() => registry.close());
    const database = orders > 0 ? await startDatabase(registryName) : undefined;
    if (database) parts.push(() => database.close());
    const fleet = await startFleet({
      registry,
      orders,
      ...(database && { databaseUrl: database.url }),
    });
    parts.push(() => fleet.stop());
    await warmUp(fleet);
    return { registry, fleet, database, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The older PostgreSQL of this machine goes with Consul, where there is one: so both are seen when proving. */
function startDatabase(registryName: RegistryName): Promise<TestPostgres> {
  const older = decideBackend('postgres', 'POSTGRES_BIN_DIR', process.env);
  if (registryName !== 'consul') return startPostgres();
  if (older.run) return startPostgres({ binaries: binariesIn(older.program) });
  if (older.required) throw new Error(older.reason);
  process.stderr.write(`SKIPPED: orders on a second PostgreSQL: ${older.reason}\n`);
  return startPostgres();
}

/** The first requests of a process compile its code, and take several times as long: that is not what is tested. */
async function warmUp({ gatewayUrl }: Fleet): Promise<void> {
  const sender = httpSender(gatewayUrl);
  await closedLoop(sender, 400).finally(() => sender.close());
}
