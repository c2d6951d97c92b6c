import { z } from 'zod';
import { limiter } from './calling-sections';
import { number, whole } from './rules';

/** How calls are taken: obeyed by the instances of the service. */
export const admission = limiter.extend({
  minLimit: whole(1, 100_000).exactOptional(),
  maxLimit: whole(1, 100_000).exactOptional(),
  initialLimit: whole(1, 100_000).exactOptional(),
  /** Calls are refused when the event loop is later than this; milliseconds. */
  maxLoopDelayMs: whole(1, 60_000).exactOptional(),
});

const headerName = z.string().regex(/^[a-z0-9-]{1,64}$/);
const byRule = 'must be all, address, or header: and a name in lower case, as header:x-client-id';

export const rateLimit = z.strictObject({
  /** Of each caller. */
  perSecond: number(0.001, 1_000_000),
  /** How many may come at once. */
  burst: whole(1, 1_000_000).exactOptional(),
  /** What tells callers apart. An address is known of HTTP callers only. */
  by: z
    .union([z.enum(['all', 'address']), z.templateLiteral(['header:', headerName])], byRule)
    .exactOptional(),
});
