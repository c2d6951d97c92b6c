import { until } from '@flotilla/testing';
import type { ComposeFleet } from './compose-fleet';
import { placeOrder } from './orders';
import { childOf, receivedSpans, spansOfTrace } from './received-spans';

export function traces(fleet: ComposeFleet): void {
  beforeAll(async () => {
    await fetch(`${fleet.url('GATEWAY_PORT')}/api/greetings/Ada`);
    await placeOrder(fleet.url('GATEWAY_PORT'));
  });

  it.each([
    ['GET /api/greetings/:name', 'greeter'],
    ['POST /api/orders', 'orders'],
  ])(
    'of %s cross from the gateway to %s, with the right parents',
    async (route, service) => {
      await until(`${service} is in a trace of ${route}`, 10_000, async () => {
        const trace = spansOfTrace(await receivedSpans(fleet.url('OTLP_PORT')), route);
        const root = trace.find(({ name }) => name === route);
        const attempt = childOf(trace, childOf(trace, root, 'gateway'), 'gateway');
        return childOf(trace, attempt, service) !== undefined;
      });
    },
    15_000,
  );
}
