import type { Migration } from 'kysely';
import { orders } from './0001-orders';

/**
 * Run in the order of their names, each once. Never change one that was released; add the next. Each must leave tables
 * that the release before can use, because while a fleet is replaced both run.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-orders': orders,
};
