import type { Endpoint } from '@flotilla/call';
import type { EjectionReason, EjectionRule, OutlierTest } from './ejection-rule';

/** Good behaviour that makes up for one ejection. Source: Envoy's interval of 10 s. */
const forgiveMs = 10_000;

/** What is remembered of one endpoint: its recent outcomes, and how often it was ejected. */
export class Member {
  #rules: readonly EjectionRule[] = [];
  #tests: readonly OutlierTest[] = [];
  #ejections = 0;
  /** End of the last ejection, which may lie ahead. */
  #returnsAt = -Infinity;
  ejected = false;

  constructor(
    public endpoint: Endpoint,
    rules: readonly EjectionRule[],
  ) {
    this.judgeBy(rules);
  }

  judgeBy(rules: readonly EjectionRule[]): void {
    this.#rules = rules;
    this.#tests = rules.map((rule) => rule.test());
  }

  get returnsAt(): number {
    return this.#returnsAt;
  }

  /** @returns why the endpoint should be ejected, if it should */
  record(failed: boolean): EjectionReason | undefined {
    let reason: EjectionReason | undefined;
    this.#tests.forEach((isOutlier, index) => {
      if (isOutlier(failed)) reason ??= this.#rules[index]?.reason;
    });
    return reason;
  }

  /** How many ejections in a row count against it: each `forgiveMs` of good behaviour takes one off. */
  ejections(now: number): number {
    const forgiven = Math.max(0, Math.floor((now - this.#returnsAt) / forgiveMs));
    return Math.max(0, this.#ejections - forgiven);
  }

  eject(forMs: number, now: number): void {
    this.#ejections = this.ejections(now) + 1;
    this.#returnsAt = now + forMs;
    this.ejected = true;
  }

  /** Its failures are forgiven, its ejections are not. */
  restore(): void {
    this.judgeBy(this.#rules);
    this.ejected = false;
  }
}
