import type { Endpoint } from '@flotilla/call';
import type { Evidence } from './ejection-rule';

/** Time since the return that makes up for one ejection. Source: Envoy's interval of 10 s. */
const forgiveMs = 10_000;

/**
 * An endpoint, and what is remembered of it: its recent outcomes, and how often it was ejected. The policy inside picks
 * members, so nothing is looked up for a call: among thousands of endpoints each look would miss the processor's cache.
 */
export class Member implements Endpoint, Evidence {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly weight: number;
  readonly zone?: string;
  readonly version?: string;
  consecutiveFailures = 0;
  calls = 0;
  failures = 0;
  /** Picks that are not done; one count for a member and its successors. */
  inFlight = { count: 0 };
  #ejections = 0;
  /** End of the last ejection, which may lie ahead. */
  #returnsAt = -Infinity;
  ejected = false;
  /** Whether its endpoint is among those that may be picked. */
  present = true;

  constructor(readonly endpoint: Endpoint) {
    this.id = endpoint.id;
    this.host = endpoint.host;
    this.port = endpoint.port;
    this.weight = endpoint.weight;
    if (endpoint.zone !== undefined) this.zone = endpoint.zone;
    if (endpoint.version !== undefined) this.version = endpoint.version;
  }

  /** This member, should its endpoint still be described as it was; else one that takes its place. */
  describedAs(endpoint: Endpoint): Member {
    if (endpoint === this.endpoint) return this;
    const successor = new Member(endpoint);
    successor.inFlight = this.inFlight;
    successor.consecutiveFailures = this.consecutiveFailures;
    successor.calls = this.calls;
    successor.failures = this.failures;
    successor.#ejections = this.#ejections;
    successor.#returnsAt = this.#returnsAt;
    successor.ejected = this.ejected;
    this.present = false;
    return successor;
  }

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
