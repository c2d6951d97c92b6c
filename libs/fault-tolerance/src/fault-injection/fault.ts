import type { Code } from '@flotilla/call';
import { checkOption, checkTimeout } from '../option';

/** What goes wrong on purpose, and for which calls. It does something: `latencyMs`, and either `code` or `abort`, or one of them. */
export interface Fault {
  /** The call waits so long before it goes on, or fails; not longer than its caller does. Default: it does not wait. */
  readonly latencyMs?: number;
  /** The call fails with it before any work. Default: it does not fail. */
  readonly code?: Exclude<Code, 'OK'>;
  /** The work is done, then its answer is lost: UNAVAILABLE. For experiments with what must not be done twice. */
  readonly abort?: true;
  /** Share of the matching calls, above 0. Default 1: all of them. */
  readonly share?: number;
  /** Ids of the instances where it happens. Default: everywhere. */
  readonly instances?: readonly string[];
  /** Methods by full or bare name: `flotilla.greeter.v1.GreeterService/SayHello`, `SayHello`. Default: all. */
  readonly methods?: readonly string[];
  /** Instant of wall time, ISO 8601, at which the fault is over by itself. Default: when it is taken away. */
  readonly until?: string;
}

const maxFaults = 20;

/** @throws RangeError that names the field of the fault, and its value */
export function checkFaults(faults: readonly Fault[]): void {
  checkOption('the number of faults', faults.length, faults.length <= maxFaults, `at most ${maxFaults}`);
  for (const [position, fault] of faults.entries()) checkFault(`faults.${position}`, fault);
}

function checkFault(name: string, { latencyMs, code, abort, share = 1, until }: Fault): void {
  if (latencyMs === undefined && code === undefined && abort === undefined)
    throw new RangeError(`${name} must have at least one of latencyMs, code and abort`);
  if (code !== undefined && abort !== undefined)
    throw new RangeError(`${name}.abort must not stand beside code, got code ${code}`);
  if (latencyMs !== undefined) checkTimeout(`${name}.latencyMs`, latencyMs);
  checkOption(`${name}.share`, share, share > 0 && share <= 1, 'above 0 and at most 1');
  if (until !== undefined && Number.isNaN(Date.parse(until)))
    throw new RangeError(`${name}.until must be an instant in ISO 8601, got ${until}`);
}
