import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { openRegistry } from '@flotilla/discovery';
import type { RegistrySettings } from '@flotilla/discovery';
import { instance } from './stand';

/** What it says when it has closed the registry, before it ends by itself. */
export interface Leaving {
  readonly warnings: readonly string[];
  /** Of sockets and timers, the names. */
  readonly left: readonly string[];
}

const watches = 100;
/** Of services and of keys, each; Consul takes 200 connections from one host. */
const names = 40;
/** A socket that was destroyed takes a moment to be gone. */
const settleMs = 100;
const warnings: string[] = [];
process.on('warning', ({ name }) => warnings.push(name));

async function readFirst(values: AsyncIterable<unknown>): Promise<void> {
  const iterator = values[Symbol.asyncIterator]();
  await iterator.next();
  void iterator.next(); // stays, waiting
}

/** Uses all of a registry until SIGTERM: registrations, watches that share a service and a signal, keys. */
async function main(): Promise<void> {
  const registry = openRegistry(process.env as unknown as RegistrySettings);
  const { signal } = new AbortController();
  const slots = Array.from({ length: watches }, (_, slot) => slot + 1);
  const [service = ''] = process.argv.slice(2);
  await Promise.all([
    ...slots.slice(0, 10).map((slot) => registry.registrar.register(instance(service, slot)).ready),
    ...slots.map(() => readFirst(registry.discovery.watch(service, { signal }))),
    ...slots
      .slice(0, names)
      .map((slot) => readFirst(registry.discovery.watch(`${service}-${slot}`, { signal }))),
    ...slots
      .slice(0, names)
      .map((slot) => readFirst(registry.config.watch(`flotilla/${service}/${slot}`, { signal }))),
  ]);
  const keepAlive = setInterval(() => undefined, 1_000);
  const asked = once(process, 'SIGTERM');
  console.log('in use');
  await asked;
  clearInterval(keepAlive);
  await registry.close();
  await delay(settleMs);
  const left = process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout|Immediate/.test(name));
  console.log(JSON.stringify({ warnings, left } satisfies Leaving));
}

void main();
