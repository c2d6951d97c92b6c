import { randomBytes } from 'node:crypto';

const traceDigits = 32;
const spanDigits = 16;
/** One call to the system's generator makes ids for 256 traces: a call per trace would cost ten times as much. */
const poolBytes = ((traceDigits + spanDigits) / 2) * 256;
let pool = '';
let used = 0;

/** Random ids for the root of a new trace. */
export function newTraceIds(): { traceId: string; spanId: string } {
  if (used === pool.length) {
    pool = randomBytes(poolBytes).toString('hex');
    used = 0;
  }
  const middle = used + traceDigits;
  const traceId = pool.slice(used, middle);
  used = middle + spanDigits;
  return { traceId, spanId: pool.slice(middle, used) };
}
