import type { Endpoint } from '@flotilla/call';
import type { Outcome } from '../outcome';
import { LatencyCost } from './latency-cost';

/** Source: go-zero and kratos force a pick after 1–3 s; 10 s costs a failing endpoint's callers less. */
const unseenMs = 10_000;

/** The load that one client puts on one endpoint. Calls count from the pick, not from when they are sent. */
export class EndpointLoad {
  #pending = 0;
  #pickedAt: number;
  readonly #cost: LatencyCost;

  constructor(
    public endpoint: Endpoint,
    costMs: number,
    now: number,
  ) {
    this.#cost = new LatencyCost(costMs, now);
    this.#pickedAt = now;
  }

  get failing(): boolean {
    return this.#cost.failing;
  }

  costMs(now: number): number {
    return this.#cost.costMs(now, this.#pending === 0);
  }

  load(now: number): number {
    return (this.costMs(now) * (this.#pending + 1)) / this.endpoint.weight;
  }

  unseen(now: number): boolean {
    return now - this.#pickedAt >= unseenMs;
  }

  begin(now: number): void {
    this.#pending++;
    this.#pickedAt = now;
  }

  end(outcome: Outcome, begunAt: number, now: number): void {
    this.#pending--;
    if (outcome.kind === 'success') this.#cost.succeeded(outcome.latencyMs, begunAt, now);
    else if (outcome.kind === 'failure') this.#cost.failed(outcome.latencyMs, now);
  }
}
