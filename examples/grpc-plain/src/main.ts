import { setTimeout as delay } from 'node:timers/promises';
import { consulRegistry, memoryRegistry } from '@flotilla/discovery';
import { QuotesClient } from './quotes-client';
import { startServer } from './server';

const calls = 300;
const callers = 10;
const timeoutMs = 10_000;

async function untilReady(client: QuotesClient, count: number): Promise<void> {
  for (let waitedMs = 0; client.readyCount !== count; waitedMs += 20) {
    if (waitedMs > timeoutMs) throw new Error(`${client.readyCount} servers are ready, not ${count}`);
    await delay(20);
  }
}

/** Prints who answered; `midway` happens while calls are in flight. */
async function callAll(title: string, client: QuotesClient, midway?: () => void): Promise<void> {
  const shares = new Map<string, number>();
  let begun = 0;
  const caller = async (): Promise<void> => {
    while (begun < calls) {
      if (++begun === calls / 2) midway?.();
      const { servedBy } = await client.getQuote(timeoutMs).catch(() => ({ servedBy: 'failed' }));
      shares.set(servedBy, (shares.get(servedBy) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const list = [...shares].sort().map(([name, count]) => `${name} ${count}`);
  console.log(`${title}: ${list.join(', ')}`);
}

async function main(): Promise<void> {
  const address = process.env['CONSUL_HTTP_ADDR'];
  const registry = address ? consulRegistry({ address }) : memoryRegistry();
  const start = (slot: number) => startServer(`quotes-${slot}`, registry.registrar);
  const [one, two, three] = await Promise.all([start(1), start(2), start(3)]);
  const client = new QuotesClient(registry.discovery);
  await untilReady(client, 3);
  await callAll('three servers', client);
  await callAll('quotes-1 crashes midway', client, () => one.crash());
  await callAll('it is still registered', client);
  await two.leave();
  await untilReady(client, 1);
  await callAll('quotes-2 has left', client);
  client.close();
  await Promise.all([one.leave(), three.leave()]);
  await registry.close();
}

void main();
