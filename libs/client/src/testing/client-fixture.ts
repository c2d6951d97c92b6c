import type { CallContext, ServiceDefinition } from '@flotilla/call';
import { StaticDiscovery } from '@flotilla/discovery';
import type { Client } from '../client-types';
import { createClient } from '../create-client';
import type { ClientOptions } from '../create-client';
import { FakeTransport } from './fake-transport';
import { quotes, QuotesDefinition } from './quotes';
import { settle } from './settle';

export const hi = { text: 'hi' };
// What the tests of a client share, made anew for each of them by `setUpClient`.
let discovery: StaticDiscovery;
export let transport: FakeTransport;
export let client: Client<typeof QuotesDefinition>;

export function create(
  options: Partial<ClientOptions> = {},
  definition: ServiceDefinition = QuotesDefinition,
) {
  const all: ClientOptions = {
    service: 'quotes',
    discovery,
    transport,
    balancer: { policy: 'round_robin', random: () => 0 },
    ...options,
  };
  return createClient(definition as typeof QuotesDefinition, all);
}

export async function connect(options: Partial<ClientOptions> = {}): Promise<void> {
  client = create(options);
  await settle();
}

/** Makes the transport answer, and remembers what it was asked with. */
export function answering(answer: (context: CallContext) => unknown): CallContext[] {
  const seen: CallContext[] = [];
  transport.handler = (_request, context) => {
    seen.push(context);
    return answer(context);
  };
  return seen;
}

/** Calls that the connections still carry. */
export function inFlight(): number {
  return transport.connections.reduce((sum, connection) => sum + connection.inFlight, 0);
}

export const neverAnswers = (): Promise<never> => new Promise(() => undefined);

/** Fake time, and the certainty that a closed client leaves no timer. To be called once in a test file. */
export function setUpClient(): void {
  beforeEach(async () => {
    jest.useFakeTimers();
    discovery = new StaticDiscovery([quotes(1), quotes(2)]);
    transport = new FakeTransport();
    await connect();
  });
  afterEach(async () => {
    await client.close();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
}
