import { z } from 'zod';
import { fromCodeNumber } from '@flotilla/call';
import { instanceId, whole } from './rules';

/** What a call can fail with, by gRPC's names. */
export const failureCodes = Array.from({ length: 17 }, (_, number) => fromCodeNumber(number)).filter(
  (code) => code !== 'OK',
);
const share = 'must be a share, above 0 to 1';
const instant = 'must be an instant in ISO 8601 with its zone, as 2027-01-31T12:00:00Z';

export const methodName = /^([A-Za-z_][\w.]{0,255}\/)?[A-Za-z_]\w{0,127}$/;

function names(pattern: RegExp, one: string, many: string) {
  const rule = `must name 1 to 100 ${many}`;
  return z.array(z.string(one).regex(pattern, one), rule).min(1, rule).max(100, rule);
}

const fault = z
  .strictObject({
    /** Added to each call, milliseconds. */
    latencyMs: whole(1, 60_000).exactOptional(),
    /** Fails with it, before any work. */
    code: z.enum(failureCodes, `must be one of ${failureCodes.join(', ')}`).exactOptional(),
    /** Does the work and loses the answer. */
    abort: z.literal(true, 'must be true, or left out').exactOptional(),
    /** Of the calls; 1 when left out. */
    share: z.number(share).gt(0, share).max(1, share).exactOptional(),
    instances: names(instanceId, 'must be the id of an instance', 'instances').exactOptional(),
    /** `flotilla.greeter.v1.GreeterService/SayHello`, or `SayHello`. */
    methods: names(methodName, 'must be the name of a method', 'methods').exactOptional(),
    /** When it is over by itself. */
    until: z.iso.datetime({ offset: true, error: instant }).exactOptional(),
  })
  .refine(
    ({ latencyMs, code, abort }) => latencyMs !== undefined || code !== undefined || abort !== undefined,
    'must have at least one of latencyMs, code and abort',
  )
  .refine(({ code, abort }) => code === undefined || abort === undefined, {
    error: 'must not stand beside code',
    path: ['abort'],
  });

/** What goes wrong on purpose: obeyed by the instances of the service. */
export const faults = z.array(fault, 'must be a list of faults').max(20, 'must be at most 20 faults');
