import { Column } from '../selection/column';

/** Weight of the past: an observation this old counts e⁻¹. Source: Finagle's `decayTime`. */
const decayMs = 10_000;
/**
 * An average that nothing was added to for so long says nothing beside a new observation: an endpoint that was slow, and is
 * asked once in ten seconds, would else take most of a minute to come back. Finagle has no such rule.
 */
const staleMs = 5_000;
/** What a failure counts at least: a quick failure must not look like a quick answer. Source: Linkerd. */
const failureMs = 5_000;
/** Below this, differences are noise; it also keeps an idle endpoint's cost from vanishing. */
const minCostMs = 1;

/**
 * What an answer of each endpoint costs, by its slot: a moving average of its latency that follows a peak at once and
 * forgets it slowly. Source: Finagle's `PeakEwma.scala`.
 *
 * A failure stands beside the average, not in it, until a call begun after it succeeds. Averaged in, 5 s would take a
 * healed endpoint more than a minute to live down at one probe per ten seconds.
 */
export class LatencyCosts {
  readonly #averageMs = new Column();
  readonly #observedAt = new Column();
  readonly #penaltyMs = new Column();
  readonly #penalizedAt = new Column();
  readonly #failures = new Column();

  start(slot: number, averageMs: number, now: number): void {
    this.#averageMs.set(slot, averageMs);
    this.#observedAt.set(slot, now);
    this.#failures.set(slot, 0);
  }

  /** Failures in a row: the last that was heard of the endpoint. */
  failures(slot: number): number {
    return this.#failures.get(slot);
  }

  /** Whether the last that was heard of the endpoint is a failure. */
  failing(slot: number): boolean {
    return this.#failures.get(slot) > 0;
  }

  /** @param idle whether no call is pending: the average then fades, so that a peak long ago keeps nobody out */
  costMs(slot: number, now: number, idle: boolean): number {
    if (this.failing(slot)) return this.#penaltyMs.get(slot);
    const averageMs = this.#averageMs.get(slot);
    return Math.max(idle ? averageMs * this.#weightOfPast(slot, now) : averageMs, minCostMs);
  }

  succeeded(slot: number, latencyMs: number | undefined, begunAt: number, now: number): void {
    if (!this.failing(slot)) {
      if (latencyMs !== undefined) this.#observe(slot, latencyMs, now);
    } else if (begunAt >= this.#penalizedAt.get(slot)) {
      // The answer that ends an outage includes the rest of the outage: it proves life, not speed.
      this.#failures.set(slot, 0);
    }
  }

  /** @param isOwn whether others work; where all fail, each failure counts as the first, so that all are soon back */
  failed(slot: number, latencyMs: number | undefined, now: number, isOwn: boolean): void {
    this.#penaltyMs.set(slot, Math.max(latencyMs ?? 0, failureMs));
    this.#penalizedAt.set(slot, now);
    this.#failures.set(slot, isOwn ? this.#failures.get(slot) + 1 : 1);
  }

  #observe(slot: number, latencyMs: number, now: number): void {
    const isStale = now - this.#observedAt.get(slot) > staleMs;
    const past = isStale ? 0 : this.#weightOfPast(slot, now);
    const averageMs = this.#averageMs.get(slot);
    this.#averageMs.set(slot, latencyMs > averageMs ? latencyMs : averageMs * past + latencyMs * (1 - past));
    this.#observedAt.set(slot, now);
  }

  #weightOfPast(slot: number, now: number): number {
    return Math.exp((this.#observedAt.get(slot) - now) / decayMs);
  }
}
