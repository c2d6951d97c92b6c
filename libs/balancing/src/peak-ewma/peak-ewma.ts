import type { Clock, Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';
import { inFlight } from '../in-flight';
import { Roster } from '../selection/roster';
import { betterOfTwo } from '../selection/two-choices';
import { EndpointLoad } from './endpoint-load';

/** The latency of an endpoint while nothing is known of any. Source: DESIGN; Finagle assumes a penalty instead. */
const defaultLatencyMs = 30;

/**
 * Of two endpoints drawn at random, the one with the lower load = latency × (pending + 1) / weight, where latency is
 * a moving average that is sensitive to peaks. Of the two, one that was not picked for 10 s wins: so a failing or slow
 * endpoint is probed, by one call.
 */
export class P2cPeakEwma implements Policy {
  readonly #roster = new Roster<EndpointLoad>();
  readonly #clock: Clock;
  readonly #random: () => number;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  update(endpoints: readonly Endpoint[]): void {
    const now = this.#clock();
    let costMs: number | undefined;
    this.#roster.update(
      endpoints,
      (endpoint) => new EndpointLoad(endpoint, (costMs ??= this.#meanCostMs(now)), now),
    );
  }

  pick(context?: PickContext): Pick | undefined {
    const now = this.#clock();
    const node = betterOfTwo(this.#roster.nodes, context?.avoid, this.#random, (a, b) => better(a, b, now));
    if (!node) return undefined;
    node.begin(now);
    return inFlight(node.endpoint, (outcome) => node.end(outcome, now, this.#clock()));
  }

  /** Where a new endpoint starts: at 0 it would get every call of a burst. Failing siblings do not count. */
  #meanCostMs(now: number): number {
    const working = this.#roster.nodes.filter((node) => !node.failing);
    if (working.length === 0) return defaultLatencyMs;
    return working.reduce((sum, node) => sum + node.costMs(now), 0) / working.length;
  }
}

function better(a: EndpointLoad, b: EndpointLoad, now: number): EndpointLoad {
  const unseen = a.unseen(now);
  if (unseen !== b.unseen(now)) return unseen ? a : b;
  return a.load(now) <= b.load(now) ? a : b;
}
