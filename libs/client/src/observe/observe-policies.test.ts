import { CallError, Listeners } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';
import type { StateName } from '@flotilla/fault-tolerance';
import { createTelemetry } from '@flotilla/telemetry';
import type { Telemetry } from '@flotilla/telemetry';
import { createCallPolicies } from '../call-policies';
import type { CallPolicies } from '../call-policies';
import { newContext } from '../new-context';
import { get } from '../testing/quotes';
import { observePolicies } from './observe-policies';

const trace = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true };
const context: CallContext = { ...newContext(get, {}), trace };
type Emitters = { readonly [K in keyof CallPolicies]: Listeners<unknown> };
let emitters: Emitters;
let telemetry: Telemetry;
let stop: () => void;
/** Of the circuit breaker. */
let states: Map<string, StateName>;
let lines: string[];
/** Names of the events on the span of the call. */
let events: string[];

/** The series of a metric as a scrape shows them. */
async function series(name: string): Promise<string[]> {
  const text = await telemetry.metrics.registry.getSingleMetricAsString(name);
  return text.split('\n').filter((line) => line.startsWith(name));
}

beforeEach(() => {
  lines = [];
  events = [];
  telemetry = createTelemetry({
    service: 'test',
    logDestination: { write: (line) => void lines.push(line) },
  });
  jest.spyOn(telemetry.tracer, 'event').mockImplementation((at, name) => {
    if (at === trace) events.push(name);
  });
  const names = Object.keys(createCallPolicies({})) as (keyof CallPolicies)[];
  emitters = Object.fromEntries(names.map((name) => [name, new Listeners()])) as Emitters;
  const policies = Object.fromEntries(
    names.map((name) => [
      name,
      { observe: (listener: (event: unknown) => void) => emitters[name].add(listener) },
    ]),
  );
  Object.assign(policies['budget'] ?? {}, { left: () => 7 });
  states = new Map();
  Object.assign(policies['circuitBreaker'] ?? {}, { states: () => states });
  stop = observePolicies(telemetry, 'quotes', {
    policies: policies as unknown as CallPolicies,
    methods: [get],
  });
});

it.each([
  ['retry', { type: 'retry', code: 'UNAVAILABLE' }, 'flotilla_retries_total', 'outcome="retry"', 'retry'],
  [
    'retry',
    { type: 'budget_exhausted', code: 'UNAVAILABLE' },
    'flotilla_retries_total',
    'outcome="budget_exhausted"',
    'retry_budget_exhausted',
  ],
  ['hedging', { type: 'hedge' }, 'flotilla_hedges_total', 'outcome="hedge"', 'hedge'],
  ['hedging', { type: 'hedge_won' }, 'flotilla_hedges_total', 'outcome="hedge_won"', 'hedge_won'],
  [
    'circuitBreaker',
    { type: 'refused' },
    'flotilla_client_refusals_total',
    'by="circuit_breaker"',
    'refused',
  ],
  [
    'clientThrottle',
    { type: 'refused' },
    'flotilla_client_refusals_total',
    'by="client_throttle"',
    'refused',
  ],
  ['limiter', { type: 'refused' }, 'flotilla_client_refusals_total', 'by="limiter"', 'refused'],
] as const)('counts what %s says in %j, and tells the span', async (policy, event, metric, label, told) => {
  emitters[policy].emit({ ...event, context });
  const counted = `${metric}{target="quotes",${label}}`;
  const shown = await series(metric);
  expect(shown).toContain(`${counted} 1`);
  expect(shown.filter((line) => !line.startsWith(counted)).every((line) => line.endsWith(' 0'))).toBe(true);
  expect(events).toEqual([told]);
});

it('counts fallbacks, and tells the span', async () => {
  emitters.fallback.emit({ type: 'fallback', context, error: new CallError('UNAVAILABLE', 'gone') });
  await expect(series('flotilla_fallbacks_total')).resolves.toEqual([
    'flotilla_fallbacks_total{target="quotes"} 1',
  ]);
  expect(events).toEqual(['fallback']);
});

it.each([
  ['closed', 0],
  ['half_open', 1],
  ['open', 2],
] as const)('shows at a scrape a circuit that is %s as %i, whether it told or not', async (state, value) => {
  states.set(get.fullName, state);
  telemetry.metrics.expose();
  await expect(series('flotilla_circuit_breaker_state')).resolves.toEqual([
    `flotilla_circuit_breaker_state{target="quotes",grpc_method="${get.fullName}"} ${value}`,
  ]);
});

it('logs the changes of a circuit', () => {
  const change = { from: 'closed', to: 'open', reason: 'failure_rate' };
  emitters.circuitBreaker.emit({ type: 'state', method: get.fullName, ...change });
  expect(JSON.parse(lines.join())).toMatchObject({ ...change, target: 'quotes', method: get.fullName });
});

it('shows every circuit as closed before the first call', async () => {
  await expect(series('flotilla_circuit_breaker_state')).resolves.toEqual([
    `flotilla_circuit_breaker_state{target="quotes",grpc_method="${get.fullName}"} 0`,
  ]);
});

it('shows at each scrape what is left of the retry budget, until it is stopped', async () => {
  telemetry.metrics.expose();
  const left = ['flotilla_retry_budget_tokens{target="quotes"} 7'];
  await expect(series('flotilla_retry_budget_tokens')).resolves.toEqual(left);
  stop();
  telemetry.metrics.expose();
  await expect(series('flotilla_retry_budget_tokens')).resolves.toEqual([]);
});
