import { z } from 'zod';

/** A whole number in a range. */
export function whole(min: number, max: number, rule = `must be a whole number, ${min} to ${max}`) {
  return z.int(rule).min(min, rule).max(max, rule);
}

export function wholeOrFalse(min: number, max: number) {
  const rule = `must be a whole number, ${min} to ${max}, or false`;
  return z.union([whole(min, max, rule), z.literal(false)], rule);
}

export function number(min: number, max: number, rule = `must be a number, ${min} to ${max}`) {
  return z.number(rule).min(min, rule).max(max, rule);
}

export function numberOrFalse(min: number, max: number) {
  const rule = `must be a number, ${min} to ${max}, or false`;
  return z.union([number(min, max, rule), z.literal(false)], rule);
}

export function share(min = 0) {
  return number(min, 1, `must be a share, ${min} to 1`);
}

export const yesOrNo = z.boolean('must be true or false');

/** As registries take it. */
export const instanceId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
