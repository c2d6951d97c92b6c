import type { Endpoint } from '@flotilla/call';
import type { Policy } from './balancer';

const none: ReadonlySet<string> = new Set();

/** Some of the endpoints, and the policy that chooses among them. */
export class Group {
  #endpoints: readonly Endpoint[] = [];

  constructor(readonly policy: Policy) {}

  get size(): number {
    return this.#endpoints.length;
  }

  update(endpoints: readonly Endpoint[], known?: readonly Endpoint[]): void {
    this.#endpoints = endpoints;
    this.policy.update(endpoints, known);
  }

  /** Whether there is an endpoint here that a call has not tried. */
  hasOther(tried: ReadonlySet<string> = none): boolean {
    return this.size > tried.size || this.#endpoints.some(({ id }) => !tried.has(id));
  }
}
