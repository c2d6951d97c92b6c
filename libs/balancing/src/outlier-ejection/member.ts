import type { Endpoint } from '@flotilla/call';
import type { Evidence } from './ejection-rule';

/** Time since the return that makes up for one ejection. Source: Envoy's interval of 10 s. */
const forgiveMs = 10_000;

/** What is remembered of one endpoint: its recent outcomes, and how often it was ejected. */
export class Member implements Evidence {
  consecutiveFailures = 0;
  calls = 0;
  failures = 0;
  #ejections = 0;
  /** End of the last ejection, which may lie ahead. */
  #returnsAt = -Infinity;
  ejected = false;
  /** Whether its endpoint is among those that may be picked. */
  present = true;

  constructor(public endpoint: Endpoint) {}

  get returnsAt(): number {
    return this.#returnsAt;
  }

  record(failed: boolean): void {
    this.calls++;
    if (failed) this.failures++;
    this.consecutiveFailures = failed ? this.consecutiveFailures + 1 : 0;
  }

  beginInterval(): void {
    this.calls = 0;
    this.failures = 0;
  }

  /** How many ejections in a row count against it: each `forgiveMs` since its return takes one off. */
  ejections(now: number): number {
    const forgiven = Math.max(0, Math.floor((now - this.#returnsAt) / forgiveMs));
    return Math.max(0, this.#ejections - forgiven);
  }

  /** @param nth how many ejections in a row count against it from now on */
  eject(nth: number, forMs: number, now: number): void {
    this.#ejections = nth;
    this.#returnsAt = now + forMs;
    this.ejected = true;
  }

  /** Its failures are forgiven, its ejections are not. */
  restore(): void {
    this.consecutiveFailures = 0;
    this.beginInterval();
    this.ejected = false;
  }
}
