import { createClient } from '@flotilla/client';
import { OrdersServiceDefinition } from '@flotilla/contracts';
import type { Registry } from '@flotilla/discovery';
import { grpcTransport } from '@flotilla/transport-grpc-js';
import { newOrders } from './orders';
import { callerHeader } from './sender';
import type { Sender } from './sender';
import { statusOf } from './status-of';

const { methods } = OrdersServiceDefinition;

/** The same service by a contract that leaves `idempotency_level` out. */
const unpromised = {
  ...OrdersServiceDefinition,
  methods: { placeOrder: { ...methods.placeOrder, options: {} } },
};

/** Orders by a client as the gateway has one, in this process. @param idempotent whether its contract promises that */
export function ordersThroughClient(
  { discovery, config }: Pick<Registry, 'discovery' | 'config'>,
  idempotent: boolean,
): Sender {
  const client = createClient(idempotent ? OrdersServiceDefinition : unpromised, {
    service: 'orders',
    discovery,
    policies: config,
    transport: grpcTransport(),
  });
  const newOrder = newOrders();
  return {
    async send({ name, caller }) {
      const options = { hashKey: name, metadata: { [callerHeader]: caller } };
      return client.placeOrder(newOrder(name), options).then(
        () => ({ status: 201 }),
        (error: unknown) => ({ status: statusOf(error) }),
      );
    },
    close: () => client.close(),
  };
}
