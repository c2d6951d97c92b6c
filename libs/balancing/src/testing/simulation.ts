import { createBalancer } from '../create-balancer';
import type { Balancer, Pick } from '../balancer';
import type { BalancerOptions } from '../create-balancer';
import type { Outcome } from '../outcome';
import { seededRandom } from './seeded-random';

interface Answer {
  readonly kind: 'success' | 'failure';
  readonly latencyMs: number;
}

/** What an endpoint answers to a call that begins at `now`. */
export type Behaviour = (now: number) => Answer;

const noise = seededRandom(7);

/** Answers in 4 to 6 ms. */
export const healthy: Behaviour = () => ({ kind: 'success', latencyMs: 4 + 2 * noise() });

/** A balancer under open-loop load in simulated time: the same seed gives the same picks. */
export class Simulation {
  readonly balancer: Balancer;
  readonly #arrivals = seededRandom(11);
  readonly #picks: { readonly id: string; readonly at: number }[] = [];
  #inFlight: { readonly endsAt: number; readonly pick: Pick; readonly outcome: Outcome }[] = [];
  now = 0;

  constructor(
    readonly behaviours: Record<string, Behaviour>,
    options: BalancerOptions = {},
  ) {
    this.balancer = createBalancer({ random: seededRandom(42), clock: () => this.now, ...options });
  }

  /** Poisson arrivals, from now. */
  run(durationMs: number, callsPerSecond = 200): void {
    const end = this.now + durationMs;
    for (let at = this.now; at < end; at += (-Math.log(1 - this.#arrivals()) * 1000) / callsPerSecond) {
      this.#advance(at);
      this.call();
    }
    this.#advance(end);
  }

  call(): void {
    const pick = this.balancer.pick();
    if (!pick) throw new Error('the simulation has no endpoint');
    const behave = this.behaviours[pick.endpoint.id] ?? healthy;
    const { kind, latencyMs } = behave(this.now);
    this.#picks.push({ id: pick.endpoint.id, at: this.now });
    this.#inFlight.push({ endsAt: this.now + latencyMs, pick, outcome: { kind, latencyMs } });
  }

  /** Share of the calls, from 0 to 1, that began between two instants and went to an endpoint. */
  share(id: string, fromMs = 0, toMs = Infinity): number {
    const picks = this.#picks.filter(({ at }) => at >= fromMs && at < toMs);
    return picks.filter((pick) => pick.id === id).length / picks.length;
  }

  count(id: string, fromMs = 0, toMs = Infinity): number {
    return this.#picks.filter((pick) => pick.id === id && pick.at >= fromMs && pick.at < toMs).length;
  }

  #advance(to: number): void {
    const due = this.#inFlight.filter(({ endsAt }) => endsAt <= to).sort((a, b) => a.endsAt - b.endsAt);
    this.#inFlight = this.#inFlight.filter(({ endsAt }) => endsAt > to);
    for (const { endsAt, pick, outcome } of due) {
      this.now = endsAt;
      pick.done(outcome);
    }
    this.now = to;
  }
}
