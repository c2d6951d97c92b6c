import { CallError } from '@flotilla/call';

/**
 * What the contract says is always there, though its encoding cannot.
 *
 * @throws CallError INTERNAL when a service left it out
 */
export function present<T>(what: string, value: T | undefined): T {
  if (value === undefined) throw new CallError('INTERNAL', `a service answered without ${what}`);
  return value;
}
