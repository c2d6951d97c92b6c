import { createClient } from '@flotilla/client';
import { GreeterServiceDefinition } from '@flotilla/contracts';
import type { Registry } from '@flotilla/discovery';
import { grpcTransport } from '@flotilla/transport-grpc-js';
import { callerHeader } from './sender';
import type { Sender } from './sender';
import { statusOf } from './status-of';

/** Greetings by a client as the gateway has one, in this process. */
export function throughClient({ discovery, config }: Pick<Registry, 'discovery' | 'config'>): Sender {
  const client = createClient(GreeterServiceDefinition, {
    service: 'greeter',
    discovery,
    policies: config,
    transport: grpcTransport(),
  });
  return {
    async send({ name, caller }) {
      try {
        const { servedBy } = await client.sayHello(
          { name, language: 0 },
          { hashKey: name, metadata: { [callerHeader]: caller } },
        );
        return { status: 200, ...(servedBy && { instance: servedBy.instance }) };
      } catch (error) {
        return { status: statusOf(error) };
      }
    },
    close: () => client.close(),
  };
}
