import type { Middleware } from '@flotilla/call';
import { createClient } from '@flotilla/client';
import { GreeterServiceDefinition } from '@flotilla/contracts';
import type { Registry } from '@flotilla/discovery';
import { grpcTransport } from '@flotilla/transport-grpc-js';
import { callerHeader } from './sender';
import type { Sender } from './sender';
import { statusOf } from './status-of';

/** Greetings by clients as the gateway has one, in this process. @param count how many take turns */
export function throughClient(registry: Pick<Registry, 'discovery' | 'config'>, count = 1): Sender {
  const senders = Array.from({ length: count }, () => oneClient(registry));
  let sent = 0;
  return {
    send: (outgoing) => (senders[(sent += 1) % count] as Sender).send(outgoing),
    close: async () => {
      await Promise.all(senders.map(async (each) => each.close()));
    },
  };
}

function oneClient({ discovery, config }: Pick<Registry, 'discovery' | 'config'>): Sender {
  const attempts = new WeakMap<object, readonly unknown[]>();
  const client = createClient(GreeterServiceDefinition, {
    service: 'greeter',
    discovery,
    policies: config,
    transport: grpcTransport(),
    middleware: [keepAttempts(attempts)],
  });
  return {
    async send({ name, caller }) {
      const request = { name, language: 0 };
      const options = { hashKey: name, metadata: { [callerHeader]: caller } };
      const answer = await client.sayHello(request, options).then(
        ({ servedBy }) => ({ status: 200, ...(servedBy && { instance: servedBy.instance }) }),
        (error: unknown) => ({ status: statusOf(error) }),
      );
      return { ...answer, attempts: attempts.get(request)?.length ?? 0 };
    },
    close: () => client.close(),
  };
}

/** Keeps the attempts of each call with its request, from where they can be counted when it is over. */
function keepAttempts(attempts: WeakMap<object, readonly unknown[]>): Middleware {
  return (next) => (request, context) => {
    attempts.set(request as object, context.attempts);
    return next(request, context);
  };
}
