import { codeOf } from '@flotilla/call';
import type { Code } from '@flotilla/call';

/** As the gateway answers them; all others are failures of some kind, which is all that is measured of them. */
const statuses: Partial<Record<Code, number>> = {
  RESOURCE_EXHAUSTED: 429,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/** The HTTP status of a call that failed. */
export function statusOf(error: unknown): number {
  return statuses[codeOf(error)] ?? 500;
}
