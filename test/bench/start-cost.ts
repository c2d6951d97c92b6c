import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBalancer } from '@flotilla/balancing';
import { Pool } from '@flotilla/client';
import { StaticDiscovery } from '@flotilla/discovery';
import { cpuMicros } from './cpu-meter';
import { instances, service } from './large-service';
import { PromptTransport } from './prompt-transport';

/** CPU µs for each instance, from a pool's first snapshot until all its connections are ready and one is picked. */
export async function startCost(count: number): Promise<number> {
  const discovery = new StaticDiscovery(instances(count));
  const transport = new PromptTransport();
  const begun = cpuMicros();
  const pool = new Pool({ service, discovery, transport, balancer: createBalancer() });
  while (transport.ready < count) await nextTurn();
  pool.tryAcquire({})?.done({ kind: 'cancelled' });
  const spent = cpuMicros() - begun;
  await pool.close();
  return spent / count;
}
