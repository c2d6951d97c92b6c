/** Weight of the past: an observation this old counts e⁻¹. Source: Finagle's `decayTime`. */
const decayMs = 10_000;
/** What a failure counts at least: a quick failure must not look like a quick answer. Source: Linkerd. */
const failureMs = 5_000;
/** Below this, differences are noise; it also keeps an idle endpoint's cost from vanishing. */
const minCostMs = 1;

/**
 * What an answer of one endpoint costs: a moving average of its latency that follows a peak at once and forgets it
 * slowly. Source: Finagle's `PeakEwma.scala`.
 *
 * A failure stands beside the average, not in it, until a call begun after it succeeds. Averaged in, 5 s would take a
 * healed endpoint more than a minute to live down at one probe per ten seconds.
 */
export class LatencyCost {
  #averageMs: number;
  #observedAt: number;
  #penalty: { readonly costMs: number; readonly since: number } | undefined;

  constructor(averageMs: number, now: number) {
    this.#averageMs = averageMs;
    this.#observedAt = now;
  }

  /** Whether the last that was heard of the endpoint is a failure. */
  get failing(): boolean {
    return this.#penalty !== undefined;
  }

  /** @param idle whether no call is pending: the average then fades, so that a peak long ago keeps nobody out */
  costMs(now: number, idle: boolean): number {
    if (this.#penalty) return this.#penalty.costMs;
    return Math.max(idle ? this.#averageMs * this.#weightOfPast(now) : this.#averageMs, minCostMs);
  }

  succeeded(latencyMs: number | undefined, begunAt: number, now: number): void {
    if (!this.#penalty) {
      if (latencyMs !== undefined) this.#observe(latencyMs, now);
    } else if (begunAt >= this.#penalty.since) {
      // The answer that ends an outage includes the rest of the outage: it proves life, not speed.
      this.#penalty = undefined;
    }
  }

  failed(latencyMs: number | undefined, now: number): void {
    this.#penalty = { costMs: Math.max(latencyMs ?? 0, failureMs), since: now };
  }

  #observe(latencyMs: number, now: number): void {
    const past = this.#weightOfPast(now);
    this.#averageMs =
      latencyMs > this.#averageMs ? latencyMs : this.#averageMs * past + latencyMs * (1 - past);
    this.#observedAt = now;
  }

  #weightOfPast(now: number): number {
    return Math.exp((this.#observedAt - now) / decayMs);
  }
}
