import { createTelemetry } from '@flotilla/telemetry';
import { Service } from '../lifecycle/service';
import type { ServiceOptions } from '../lifecycle/service-options';
import { FakeListener } from './fake-listener';

// What the tests of a service share, made anew for each of them by `setUpService`.
/** What was done, in order. */
export let log: string[];
export let lines: Record<string, unknown>[];
export let service: Service;

export function create(options: Partial<ServiceOptions> = {}): Service {
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const telemetry = createTelemetry({ service: 'greeter', logDestination: { write } });
  return (service = new Service({
    name: 'greeter',
    listeners: [new FakeListener('grpc', log)],
    telemetry,
    instance: { id: 'greeter-1', zone: 'a' },
    admin: { host: '127.0.0.1', port: 0 },
    closing: [{ close: async () => log.push('client closed') }],
    ...options,
  }));
}

export function adminPort(): number {
  const listening = lines.find(({ msg }) => msg === 'listening') as { admin: { port: number } } | undefined;
  if (!listening) throw new Error('nothing listens yet');
  return listening.admin.port;
}

/** Lets promises settle; what sockets do is awaited elsewhere. */
export function settle(): Promise<void> {
  return jest.advanceTimersByTimeAsync(0);
}

/** Ends the waits of a stop as time goes on. */
export async function stopped(): Promise<void> {
  const stopping = service.stop();
  await jest.advanceTimersByTimeAsync(2_000);
  await stopping;
}

/** Fake time, and the certainty that a stopped service leaves no timer. To be called once in a test file. */
export function setUpService(): void {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    log = [];
    lines = [];
  });
  afterEach(async () => {
    await stopped();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
}
