import { randomFillSync } from 'node:crypto';

// One call to the system's generator fills ids for 256 traces: a call per trace would cost ten times as much.
const traceBytes = 16;
const spanBytes = 8;
const pool = Buffer.allocUnsafe((traceBytes + spanBytes) * 256);
let used = pool.length;

/** Random ids for the root of a new trace. */
export function newTraceIds(): { traceId: string; spanId: string } {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const middle = used + traceBytes;
  const traceId = pool.toString('hex', used, middle);
  used = middle + spanBytes;
  return { traceId, spanId: pool.toString('hex', middle, used) };
}
