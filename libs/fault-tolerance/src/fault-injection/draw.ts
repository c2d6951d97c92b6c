import type { Code, Method } from '@flotilla/call';
import type { Fault } from './fault';

/** How a call ends without its own answer: before any work with a code, or after it with the answer lost. */
type Ending = Exclude<Code, 'OK'> | 'abort';

/** What one call suffers. */
export interface Drawn {
  /** The latencies together. */
  readonly latencyMs: number;
  readonly ending: Ending | undefined;
}

/** A fault that can happen in this process. */
export interface ArmedFault {
  readonly latencyMs: number;
  readonly ending: Ending | undefined;
  readonly share: number;
  readonly methods: ReadonlySet<string> | undefined;
  readonly untilMs: number;
}

/** The faults that can happen in an instance; one without an id has only those that happen everywhere. */
export function arm(faults: readonly Fault[], instance: string | undefined): readonly ArmedFault[] {
  return faults
    .filter(({ instances }) => !instances || (instance !== undefined && instances.includes(instance)))
    .map(({ latencyMs = 0, code, abort, share = 1, methods, until }) => ({
      latencyMs,
      ending: abort ? 'abort' : code,
      share,
      methods: methods && new Set(methods),
      untilMs: until === undefined ? Infinity : Date.parse(until),
    }));
}

/** Draws each fault by itself, in their order, as far as one that ends the call; their latencies add up. */
export function draw(
  faults: readonly ArmedFault[],
  method: Method,
  nowMs: number,
  random: () => number,
): Drawn {
  let latencyMs = 0;
  for (const fault of faults) {
    if (!matches(fault, method, nowMs) || random() >= fault.share) continue;
    latencyMs += fault.latencyMs;
    if (fault.ending) return { latencyMs, ending: fault.ending };
  }
  return { latencyMs, ending: undefined };
}

function matches({ methods, untilMs }: ArmedFault, { name, fullName }: Method, nowMs: number): boolean {
  return nowMs < untilMs && (!methods || methods.has(name) || methods.has(fullName));
}
