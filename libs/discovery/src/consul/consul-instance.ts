import { CallError } from '@flotilla/call';
import type { Bound } from '../bound';
import type { Instance } from '../instance';
import type { Kept, KeptInstance } from '../registration/kept-instance';
import type { ConsulApi } from './consul-api';
import { wasAnswered } from './consul-error';

/** A service of the agent, with a TTL check. */
export class ConsulInstance implements KeptInstance {
  readonly #api: Pick<ConsulApi, 'register' | 'pass' | 'deregister'>;
  readonly #id: string;
  readonly #ttlMs: number;
  /** What the agent holds, as far as known. */
  #written: Instance | undefined;

  constructor(api: Pick<ConsulApi, 'register' | 'pass' | 'deregister'>, id: string, ttlMs: number) {
    this.#api = api;
    this.#id = id;
    this.#ttlMs = ttlMs;
  }

  async keep(instance: Instance, bound: Bound): Promise<Kept> {
    const isWritten = this.#written === instance;
    this.#written = undefined; // until the agent has said so again
    const kept = await (isWritten ? this.#renew(bound) : this.#write(instance, bound));
    if (kept !== 'forgotten') this.#written = instance;
    return kept;
  }

  /** @throws NOT_FOUND of newer agents when it is gone already; older ones say nothing. */
  remove(bound: Bound): Promise<void> {
    return this.#api.deregister(this.#id, bound);
  }

  async #write(instance: Instance, bound: Bound): Promise<Kept> {
    await this.#api.register(instance, this.#ttlMs, bound);
    // To register an id again leaves its check as it was, critical perhaps.
    await this.#api.pass(this.#id, bound);
    return 'written';
  }

  async #renew(bound: Bound): Promise<Kept> {
    try {
      await this.#api.pass(this.#id, bound);
      return 'renewed';
    } catch (error) {
      if (wasAnswered(CallError.from(error))) return 'forgotten';
      throw error;
    }
  }
}
