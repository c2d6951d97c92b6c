import type { FastifyRequest } from 'fastify';
import { excerpt } from './excerpt';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Where clients of the route put what the services behind it call by another name: `{ orderId: 'path.id' }`. */
    readonly places?: Readonly<Record<string, string>>;
  }
}

type Parts = Pick<FastifyRequest, 'params' | 'query' | 'body' | 'routeOptions'>;

/**
 * Where a request holds the field that a service complains about: `body.lines.3.sku` for `lines.3.sku`. Undefined when
 * it holds none of that name: then the field is not its client's.
 */
export function placeOf(path: string, { params, query, body, routeOptions }: Parts): string | undefined {
  const [field = '', ...rest] = path.split('.');
  const held = Object.entries({ path: params, query, body }).find(([, part]) => holds(part, field));
  const { places = {} } = routeOptions.config;
  const place = Object.hasOwn(places, field) ? places[field] : held && `${held[0]}.${field}`;
  return place && excerpt([place, ...rest].join('.'));
}

function holds(part: unknown, field: string): boolean {
  return typeof part === 'object' && part !== null && Object.hasOwn(part, field);
}
