import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { implement } from '@flotilla/call';
import { GreeterServiceDefinition, Language } from '@flotilla/contracts';
import type { RegistryUnderTest } from '../fleet/registry-under-test';
import { grpc } from '@flotilla/transport-grpc-js';

export interface SlowGreeter {
  /** How many calls arrived, and how many of them were cancelled by their caller or their deadline. */
  readonly calls: number;
  readonly cancelled: number;
  stop(): Promise<void>;
}

/** A greeter in this process, registered as `greeter-slow`, that takes `delayMs` for each greeting. */
export async function startSlowGreeter(registry: RegistryUnderTest, delayMs: number): Promise<SlowGreeter> {
  const seen = { calls: 0, cancelled: 0 };
  const service = implement(GreeterServiceDefinition, {
    async sayHello({ name }, { signal }) {
      seen.calls++;
      void once(signal, 'abort').then(() => seen.cancelled++);
      await delay(delayMs, undefined, { signal });
      return { message: `Hello, ${name}.`, language: Language.EN, servedBy: undefined };
    },
    streamGreetings: () => {
      throw new Error('the slow greeter streams nothing');
    },
  });
  const listener = grpc({ services: [service] });
  const { host, port } = await listener.listen((next) => next);
  const { registrar, close } = registry.open();
  await registrar.register({ id: 'greeter-slow', service: 'greeter', host, port, metadata: {} }).ready;
  return {
    get calls() {
      return seen.calls;
    },
    get cancelled() {
      return seen.cancelled;
    },
    stop: async () => {
      await close();
      await listener.close(0);
    },
  };
}
