import { Type } from '@sinclair/typebox';
import { strict } from './strict';

/** Under what name the services' fields stand in the requests of these routes. */
export const places = {
  orderId: 'path.id',
  idempotencyKey: 'header.idempotency-key',
  afterSequence: 'header.last-event-id',
};

export const OrderPath = Type.Object(
  {
    id: Type.String({
      pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
      description: 'The id of the order, a UUID',
      examples: ['0199c1b2-7d3e-7cc1-a0f4-3f1d2c9b8a75'],
    }),
  },
  strict,
);

const CustomerId = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[A-Za-z0-9_-]*$',
  description: 'Whose orders: letters, digits, `_` or `-`',
  examples: ['ada'],
});

export const PlaceHeaders = Type.Object({
  'idempotency-key': Type.String({
    minLength: 1,
    maxLength: 128,
    pattern: '^[!-~]*$',
    description:
      'Chosen by the client, new for each order: the same request sent again gets the answer of the first. ' +
      'Visible ASCII characters',
    examples: ['2f1c7a52-order-1'],
  }),
});

const Line = Type.Object(
  {
    sku: Type.String({
      minLength: 1,
      maxLength: 32,
      description: 'Of a product',
      examples: ['TEA-OOLONG'],
    }),
    quantity: Type.Integer({ minimum: 1, maximum: 1_000, examples: [2] }),
  },
  strict,
);

export const PlaceBody = Type.Object(
  {
    customerId: CustomerId,
    lines: Type.Array(Line, {
      minItems: 1,
      maxItems: 100,
      description: 'All in one currency, each product once. Prices and status are the server’s',
    }),
  },
  strict,
);

export const ListQuery = Type.Object(
  {
    customerId: CustomerId,
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, description: 'How many; 20 when left out', examples: [20] }),
    ),
    cursor: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 512,
        description: '`nextCursor` of the page before; left out for the first',
      }),
    ),
  },
  strict,
);
