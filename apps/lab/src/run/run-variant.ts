import { mostWorkMs } from '../backend/work-time';
import type { Plan, Variant } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import type { BackendSettings } from '../fleet/backend-settings';
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
    if (plan.load.crowds) await crowdedRound(sender, options);
    const bounds = { mostRounds: mostRounds(options), workMs: longestWorkMs(backends) };
    await warmUp(() => p99Of(sender, options), bounds, signal);
    onLoad();
    return await measure(fleet, sender, options);
  } finally {
    await sender.close();
    await fleet.stop();
  }
}

/** The crowds' load for a while, all at once: when they come, the generator's own code is compiled as well. */
async function crowdedRound(sender: Sender, { plan, seed, form, signal }: RunVariantOptions): Promise<void> {
  const durationMs = form.lasting(4_000, 1_000);
  const crowds = plan.load.crowds?.map((crowd) => ({ ...crowd, fromMs: 0, toMs: durationMs })) ?? [];
  await recordLoad({ sender, load: { ...plan.load, crowds, durationMs }, seed: seed + 1, signal });
}

/** Of good answers, however late: what is refused at once is not fast, and where all is refused, nothing is known. */
async function p99Of(sender: Sender, { plan, seed, form, signal }: RunVariantOptions): Promise<number> {
  const round = { ...plan.load, crowds: [], durationMs: form.lasting(1_000, 500) };
  const samples = await recordLoad({ sender, load: round, seed: seed + 1, signal });
  const good = samples.filter(({ outcome }) => typeof outcome === 'number' && outcome < 300);
  const latencies = good.map(({ latencyMs }) => latencyMs);
  return percentiles(latencies, [99])[0] ?? NaN;
}

function longestWorkMs(backends: readonly BackendSettings[]): number {
  return Math.max(mostWorkMs, ...backends.map(({ behaviour }) => behaviour?.delayMs ?? 0));
}

/** Of half a second each. */
const mostShortRounds = 10;

/** Every process has code to compile: the more there are, the longer two cores take. What crowds left takes time, too. */
function mostRounds({ form, plan }: RunVariantOptions): number {
  if (form.full || plan.load.crowds) return 20;
  return Math.min(mostShortRounds, 2 * (plan.orders ? ordersProcesses : plan.backends.length));
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
