import { CallError } from '@flotilla/call';
import type { Bound } from '../bound';
import type { Instance } from '../instance';
import type { Kept, KeptInstance } from '../registration/kept-instance';
import type { EtcdApi } from './etcd-api';

/**
 * A key under a lease.
 *
 * It is taken over, the first time, from whoever holds it: a predecessor that crashed, as a rule. Later on what is gone
 * is put again, and what has become another's is left alone: two processes with one id do not take turns. As each has a
 * lease of its own, neither removes the other's entry when it leaves.
 */
export class EtcdInstance implements KeptInstance {
  readonly #api: EtcdApi;
  readonly #key: string;
  readonly #ttlMs: number;
  /** What the key held when it was known to be ours last. */
  #written: Instance | undefined;
  #lease: string | undefined;

  constructor(api: EtcdApi, key: string, ttlMs: number) {
    this.#api = api;
    this.#key = key;
    this.#ttlMs = ttlMs;
  }

  async keep(instance: Instance, bound: Bound): Promise<Kept> {
    if (this.#lease !== undefined && !(await this.#api.keepAlive(this.#lease, bound))) {
      this.#lease = undefined;
      return 'forgotten';
    }
    const isNew = this.#lease === undefined;
    this.#lease ??= await this.#api.grant(this.#ttlMs, bound);
    const changed = this.#written !== instance;
    await this.#put(instance, this.#lease, bound);
    this.#written = instance;
    return isNew || changed ? 'written' : 'renewed';
  }

  /** An entry that is on its way cannot come after all: without its lease etcd does not take it. */
  async remove(bound: Bound): Promise<void> {
    if (this.#lease !== undefined) await this.#api.revoke(this.#lease, bound);
  }

  async #put(instance: Instance, lease: string, bound: Bound): Promise<void> {
    const claim = { key: this.#key, value: JSON.stringify(instance), lease };
    if (!this.#written) return this.#api.seize(claim, bound);
    if (await this.#api.keep(claim, this.#written !== instance, bound)) return;
    throw new CallError(
      'ALREADY_EXISTS',
      `${instance.id} was registered by another process too: give each an id of its own`,
    );
  }
}
