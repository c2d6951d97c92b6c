import type { Product } from '../domain/product';
import { queries } from './queries';
import type { Session } from './session/transaction';

/** Those of the given SKUs that exist, in any order. */
export function findProducts(session: Session, skus: readonly string[]): Promise<Product[]> {
  return session.run(queries.selectFrom('products').selectAll().where('sku', 'in', skus));
}

/** Every product, by SKU. */
export function listProducts(session: Session): Promise<Product[]> {
  return session.run(queries.selectFrom('products').selectAll().orderBy('sku').limit(999));
}
