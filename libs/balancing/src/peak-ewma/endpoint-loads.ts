import type { Outcome } from '../outcome';
import { Column } from '../selection/column';
import { LatencyCosts } from './latency-costs';

/** Source: go-zero and kratos force a pick after 1–3 s; 10 s costs a slow endpoint's callers less. */
const unseenMs = 10_000;
/** After its first failure an endpoint is asked again this soon, and half as soon after each further one: most fail once. */
const firstProbeMs = 1_000;

/** The load that one client puts on each endpoint, by its slot. Calls count from the pick, not from when they are sent. */
export class EndpointLoads {
  readonly #pending = new Column();
  readonly #pickedAt = new Column();
  readonly #costs = new LatencyCosts();

  start(slot: number, costMs: number, now: number): void {
    this.#pending.set(slot, 0);
    this.#pickedAt.set(slot, now);
    this.#costs.start(slot, costMs, now);
  }

  failing(slot: number): boolean {
    return this.#costs.failing(slot);
  }

  costMs(slot: number, now: number): number {
    return this.#costs.costMs(slot, now, this.#pending.get(slot) === 0);
  }

  load(slot: number, now: number): number {
    return this.costMs(slot, now) * (this.#pending.get(slot) + 1);
  }

  unseen(slot: number, now: number): boolean {
    const failures = this.#costs.failures(slot);
    const waitMs = failures === 0 ? unseenMs : Math.min(unseenMs, firstProbeMs * 2 ** (failures - 1));
    return now - this.#pickedAt.get(slot) >= waitMs;
  }

  begin(slot: number, now: number): void {
    this.#pending.add(slot, 1);
    this.#pickedAt.set(slot, now);
  }

  /** @param isOwn of a failure: whether it is the endpoint's own, for others work */
  end(slot: number, outcome: Outcome, begunAt: number, now: number, isOwn: boolean): void {
    this.#pending.add(slot, -1);
    if (outcome.kind === 'success') this.#costs.succeeded(slot, outcome.latencyMs, begunAt, now);
    else if (outcome.kind === 'failure') this.#costs.failed(slot, outcome.latencyMs, now, isOwn);
    else if (outcome.kind === 'refused') this.#costs.failed(slot, undefined, now, isOwn);
  }
}
