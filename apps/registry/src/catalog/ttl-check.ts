import type { CheckDefinition, Status } from './registration';

/** A check as it stands: renewed in time, or expired and critical. */
export class TtlCheck {
  #definition: CheckDefinition;
  #status: Status;
  #output = '';
  #renewedAt: number;
  #criticalSince: number | undefined;

  /** @param now milliseconds, as everywhere in this class. */
  constructor(definition: CheckDefinition, now: number) {
    this.#definition = definition;
    this.#status = definition.status;
    this.#renewedAt = now;
    this.#noteCritical(now);
  }

  get name(): string {
    return this.#definition.name;
  }

  get status(): Status {
    return this.#status;
  }

  get output(): string {
    return this.#output;
  }

  /** Takes a new definition. The status stays, as in Consul: registering again does not make a critical check pass. */
  redefine(definition: CheckDefinition, now: number): void {
    this.#definition = definition;
    this.#renewedAt = now;
  }

  /** @returns whether the status changed. */
  renew(status: Status, output: string, now: number): boolean {
    this.#renewedAt = now;
    return this.#become(status, output, now);
  }

  /** Becomes critical when it was not renewed in time. @returns whether the status changed. */
  expire(now: number): boolean {
    if (this.#status === 'critical' || now - this.#renewedAt < this.#definition.ttlMs) return false;
    const last = this.#output && ` (last output before timeout follows): ${this.#output}`;
    return this.#become('critical', `TTL expired${last}`, now);
  }

  /** Whether it was critical for so long that its instance must go. */
  isAbandoned(now: number): boolean {
    const { deregisterAfterMs = Infinity } = this.#definition;
    return this.#criticalSince !== undefined && now - this.#criticalSince >= deregisterAfterMs;
  }

  #become(status: Status, output: string, now: number): boolean {
    const changed = status !== this.#status;
    this.#status = status;
    this.#output = output;
    this.#noteCritical(now);
    return changed;
  }

  #noteCritical(now: number): void {
    this.#criticalSince = this.#status === 'critical' ? (this.#criticalSince ?? now) : undefined;
  }
}
