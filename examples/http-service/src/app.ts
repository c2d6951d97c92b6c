import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Dependencies } from './dependencies.js';

/** `GET /products/:sku`: a price and, if there are any to be had, reviews. */
export function createApp({ price, reviews }: Dependencies): FastifyInstance {
  const app = Fastify();
  app.get<{ Params: { sku: string } }>('/products/:sku', async ({ params }) => {
    const path = `/${encodeURIComponent(params.sku)}`;
    const [priced, reviewed] = await Promise.all([price(path), reviews(path)]);
    return { sku: params.sku, price: priced, reviews: reviewed };
  });
  return app;
}
