import { setTimeout as delay } from 'node:timers/promises';
import { memoryRegistry } from '@flotilla/discovery';
import { createApp } from './app.js';
import { openDependencies } from './dependencies.js';
import { startStandIn } from './stand-in.js';
import type { StandIn } from './stand-in.js';

const registry = memoryRegistry(); // or consulRegistry({ address: process.env.CONSUL_HTTP_ADDR })
const start = (id: string, answer: unknown) => startStandIn(registry.registrar, id, answer);
const startPrices = (slot: number) => start(`prices-${slot}`, { euros: 12 });
const prices = await Promise.all([startPrices(1), startPrices(2), startPrices(3)]);
const reviews = await start('reviews-1', ['a fine tea']);

const leaving = new AbortController();
const dependencies = openDependencies(registry.discovery, leaving.signal);
dependencies.reviewsBreaker.observe((event) => {
  if (event.type === 'state') console.log(`  the breaker of reviews: ${event.from} → ${event.to}`);
});
const app = createApp(dependencies);
const address = await app.listen({ host: '127.0.0.1', port: 0 });

function taken(standIns: readonly StandIn[]): number {
  const sum = standIns.reduce((total, { requests }) => total + requests, 0);
  for (const standIn of standIns) standIn.requests = 0;
  return sum;
}

/** Prints how many of the requests were answered, and what the dependencies saw of them. */
async function request(title: string, count: number): Promise<void> {
  let [ok, reviewed] = [0, 0];
  for (let n = 0; n < count; n++) {
    const response = await fetch(`${address}/products/tea`);
    if (response.ok) ok += 1;
    const body = (await response.json()) as { reviews?: readonly string[] };
    if (body.reviews?.length) reviewed += 1;
  }
  const seen = `prices took ${taken(prices)}, reviews ${taken([reviews])}`;
  console.log(`${title}: ${ok} of ${count} answered, ${reviewed} with reviews; ${seen}`);
}

await request('all is well', 20);
prices[0].failing = true;
reviews.failing = true;
await request('one of three prices fails, and reviews', 200);
reviews.failing = false;
await delay(1_100);
await request('reviews are back', 20);

leaving.abort();
await app.close();
await Promise.all([...prices, reviews].map(({ stop }) => stop()));
await registry.close();
