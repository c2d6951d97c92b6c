import type { PickContext } from './balancer';
import { hash, mix } from './hash';

/** What decides the lots of a call: the same for calls with the same key, left to chance for those without. */
export function seedOf(context: PickContext | undefined, random: () => number): number {
  return context?.hashKey === undefined ? random() * 2 ** 32 : hash(context.hashKey);
}

/** A number between 0 and 1, never either; lots of the same seed with different salts are independent. */
export function lot(seed: number, salt: number): number {
  return (mix(seed ^ salt) + 0.5) / 2 ** 32;
}
