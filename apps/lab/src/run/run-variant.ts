import type { Plan, Variant } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import { Fleet } from '../fleet/fleet';
import { perform } from './perform';
import { recordLoad } from '../load/recorder';
import type { Sender } from '../load/sender';
import { readGauges } from './gauges';
import { Run } from './run';
import { percentiles } from './statistics';
import { warmUp } from './warm-up';

/** Two of the app, and PostgreSQL. */
const ordersProcesses = 3;

export interface RunVariantOptions {
  readonly plan: Plan;
  readonly variant: Variant;
  readonly seed: number;
  readonly form: Form;
  readonly signal: AbortSignal;
  /** Called when the load begins. */
  readonly onLoad: () => void;
}

/** Runs a plan on a fleet of its own, which is gone when it is over, however it ends. */
export async function runVariant(given: RunVariantOptions): Promise<Run> {
  const { variant, seed, signal, onLoad } = given;
  const plan = { ...given.plan, load: { ...given.plan.load, ...variant.load } };
  const options = { ...given, plan };
  const { backends = plan.backends, document, gatewayDocument } = variant;
  const { gatewayZone, orders } = plan;
  const fleet = await Fleet.start({ backends, gatewayZone, orders, document, gatewayDocument, seed });
  const sender = fleet.sender(plan.load);
  try {
    await warmUp(() => p99Of(sender, options), mostRounds(options), signal);
    onLoad();
    return await measure(fleet, sender, options);
  } finally {
    await sender.close();
    await fleet.stop();
  }
}

async function p99Of(sender: Sender, { plan, seed, form, signal }: RunVariantOptions): Promise<number> {
  const round = { ...plan.load, crowds: [], durationMs: form.lasting(1_000, 500) };
  const samples = await recordLoad({ sender, load: round, seed: seed + 1, signal });
  const [p99Ms = NaN] = percentiles(
    samples.map(({ latencyMs }) => latencyMs),
    [99],
  );
  return p99Ms;
}

/** Every process has code to compile: the more there are, the longer two cores take. */
function mostRounds({ form, plan }: RunVariantOptions): number {
  return form.full ? 20 : 2 * (plan.orders ? ordersProcesses : plan.backends.length);
}

/** Load and steps side by side; when one of them cannot go on, neither does. */
async function measure(
  fleet: Fleet,
  sender: Sender,
  { plan, seed, signal }: RunVariantOptions,
): Promise<Run> {
  const { load, steps, gauges = {} } = plan;
  const failure = new AbortController();
  const over = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  await fleet.countAttempts();
  const originMs = performance.now();
  const fail = (error: unknown): never => {
    failure.abort();
    throw error;
  };
  const [samples, marks, readings] = await Promise.all([
    recordLoad({ sender, load, seed, signal: stop }).finally(() => over.abort()),
    perform(steps, fleet, originMs, stop).catch(fail),
    readGauges(gauges, fleet, originMs, AbortSignal.any([stop, over.signal])).catch(fail),
  ]);
  signal.throwIfAborted();
  await fleet.countAttempts();
  const attempts = fleet.attempts.since(originMs);
  return new Run({ durationMs: load.durationMs, samples, marks, attempts, gauges: readings });
}
