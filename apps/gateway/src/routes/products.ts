import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from '@sinclair/typebox';
import type { Client } from '@flotilla/client';
import type { OrdersServiceDefinition } from '@flotilla/contracts';
import { MoneyJson, toMoneyJson } from './money';
import { problemResponses } from './problem-schema';
import { strict } from './strict';

const ProductJson = Type.Object({
  sku: Type.String({ description: 'What an order calls it', examples: ['TEA-OOLONG'] }),
  name: Type.String({ description: 'For people' }),
  price: MoneyJson,
});

const schema = {
  tags: ['orders'],
  summary: 'Lists what can be ordered',
  querystring: Type.Object({}, strict),
  response: {
    200: Type.Object({ products: Type.Array(ProductJson) }, { description: 'All products' }),
    ...problemResponses,
  },
};

export function productRoutes(instance: FastifyInstance, orders: Client<OrdersServiceDefinition>): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get('/api/products', { schema }, async () => {
    const { products } = await orders.listProducts({});
    return { products: products.map(({ sku, name, price }) => ({ sku, name, price: toMoneyJson(price) })) };
  });
}
