import type { Load, Plan, Variant } from '../experiment/experiment';
import { Fleet } from '../fleet/fleet';
import { perform } from './perform';
import { recordLoad } from './recorder';
import { Run } from './run';
import { percentiles } from './statistics';
import { warmUp } from './warm-up';

export interface RunVariantOptions {
  readonly plan: Plan;
  readonly variant: Variant;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Called when the load begins. */
  readonly onLoad: () => void;
}

const warmUpRoundMs = 1_000;

/** Runs a plan on a fleet of its own, which is gone when it is over, however it ends. */
export async function runVariant(options: RunVariantOptions): Promise<Run> {
  const { plan, variant, seed, signal, onLoad } = options;
  const fleet = await Fleet.start({ backends: plan.backends, document: variant.document, seed });
  try {
    await warmUp(() => p99Of(fleet, plan.load, seed, signal), signal);
    onLoad();
    return await measure(fleet, options);
  } finally {
    await fleet.stop();
  }
}

async function p99Of(fleet: Fleet, load: Load, seed: number, signal: AbortSignal): Promise<number> {
  const round = { ...load, durationMs: warmUpRoundMs };
  const samples = await recordLoad({ gatewayUrl: fleet.gatewayUrl, load: round, seed: seed + 1, signal });
  const [p99Ms = NaN] = percentiles(
    samples.map(({ latencyMs }) => latencyMs),
    [99],
  );
  return p99Ms;
}

/** Load and steps side by side; when one of them cannot go on, neither does. */
async function measure(fleet: Fleet, { plan, seed, signal }: RunVariantOptions): Promise<Run> {
  const { load, steps } = plan;
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const originMs = performance.now();
  const [samples, marks] = await Promise.all([
    recordLoad({ gatewayUrl: fleet.gatewayUrl, load, seed, signal: stop }),
    perform(steps, fleet, originMs, stop).catch((error: unknown) => {
      failure.abort();
      throw error;
    }),
  ]);
  signal.throwIfAborted();
  return new Run({ durationMs: load.durationMs, samples, marks, attempts: fleet.attempts.since(originMs) });
}
