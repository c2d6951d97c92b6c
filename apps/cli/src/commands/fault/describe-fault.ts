import type { Fault } from './change-faults';

/** What it does, to which calls, where, and for how long: `500 ms late: 50 % of the calls on greeter-2 for 30 s more`. */
export function describeFault(fault: Fault, nowMs: number): string {
  const { share = 1, methods, instances, until } = fault;
  return [
    effect(fault),
    share < 1 ? `${Number((share * 100).toPrecision(3))} % of the calls` : 'all calls',
    ...(methods ? [`of ${methods.join(', ')}`] : []),
    ...(instances ? [`on ${instances.join(', ')}`] : []),
    ...(until === undefined ? [] : [`for ${Math.ceil((Date.parse(until) - nowMs) / 1_000)} s more`]),
  ].join(' ');
}

function effect({ latencyMs, code, abort }: Fault): string {
  const effects = [
    ...(latencyMs === undefined ? [] : [`${latencyMs} ms late`]),
    ...(code === undefined ? [] : [`failing with ${code}`]),
    ...(abort ? ['losing the answer'] : []),
  ];
  return `${effects.join(', then ')}:`;
}
