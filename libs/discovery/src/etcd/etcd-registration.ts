import { CallError } from '@flotilla/call';
import { nextStep } from '../consul/renewal';
import type { RenewalStep } from '../consul/renewal';
import type { Instance, InstancePatch } from '../instance';
import type { Registration, RegistrationEvent, RegistrationState } from '../registrar';
import { RegistrationStatus } from '../registration-status';
import { sleep } from '../sleep';
import { patchInstance } from '../validation';
import type { Bound } from './bound';
import type { EtcdApi } from './etcd-api';

const requestTimeoutMs = 2_000;
const leaveTimeoutMs = 1_800;

export interface EtcdRegistrationOptions {
  /** Where the instance's entry is. */
  readonly key: string;
  readonly ttlMs: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Called when the deregistration is over. */
  readonly onGone: () => void;
}

/**
 * Keeps one instance's entry under a lease, whatever happens to etcd.
 *
 * The first registration takes the entry over from whoever holds it: a predecessor that crashed, as a rule. Later ones
 * heal what is gone, and leave alone what has become another's: two processes with one id do not take turns. As each has
 * a lease of its own, neither removes the other's entry when it leaves.
 */
export class EtcdRegistration implements Registration {
  readonly #api: EtcdApi;
  readonly #options: EtcdRegistrationOptions;
  readonly #status: RegistrationStatus;
  /** Cuts the request that is on its way. */
  readonly #cut = new AbortController();
  readonly #loop: Promise<void>;
  #instance: Instance;
  /** What the entry was when it was known to be ours last. */
  #written: Instance | undefined;
  #lease: string | undefined;
  #pause = new AbortController();
  #left: Promise<void> | undefined;

  constructor(api: EtcdApi, instance: Instance, options: EtcdRegistrationOptions) {
    this.#api = api;
    this.#options = options;
    this.#instance = instance;
    this.#status = new RegistrationStatus(instance.id);
    this.#loop = this.#run();
  }

  get state(): RegistrationState {
    return this.#status.state;
  }

  get ready(): Promise<void> {
    return this.#status.ready;
  }

  update(patch: InstancePatch): void {
    if (this.state === 'closed') return;
    this.#instance = patchInstance(this.#instance, patch);
    // While it is not registered the change goes with the next try: updates make neither tries nor errors more frequent.
    if (this.state === 'registered') this.#pause.abort();
  }

  deregister(): Promise<void> {
    this.#left ??= this.#leave();
    return this.#left;
  }

  observe(listener: (event: RegistrationEvent) => void): () => void {
    return this.#status.observe(listener);
  }

  async #run(): Promise<void> {
    const options = { intervalMs: this.#options.ttlMs / 3, random: this.#options.random };
    let step: RenewalStep = { action: 'register', delayMs: 0 };
    while (this.state !== 'closed') {
      const done = await this.#perform();
      step = nextStep(done ? step.action : 'register', done ? 'done' : 'unanswered', options);
      if (!done || this.#written === this.#instance) await this.#wait(step.delayMs);
    }
  }

  /** @returns whether the entry is there, and ours. */
  async #perform(): Promise<boolean> {
    try {
      await this.#hold({ timeoutMs: requestTimeoutMs, signal: this.#cut.signal });
      this.#status.become('registered');
      return true;
    } catch (error) {
      this.#status.become('registering');
      if (this.state !== 'closed') this.#status.report(CallError.from(error));
      return false;
    }
  }

  async #hold(bound: Bound): Promise<void> {
    const lease = await this.#liveLease(bound);
    const instance = this.#instance;
    const claim = { key: this.#options.key, value: JSON.stringify(instance), lease };
    if (!this.#written) await this.#api.seize(claim, bound);
    else if (!(await this.#api.keep(claim, this.#written !== instance, bound))) throw this.#superseded();
    this.#written = instance;
  }

  #superseded(): CallError {
    return new CallError(
      'ALREADY_EXISTS',
      `${this.#instance.id} was registered by another process too: give each an id of its own`,
    );
  }

  async #liveLease(bound: Bound): Promise<string> {
    if (this.#lease !== undefined && !(await this.#api.keepAlive(this.#lease, bound)))
      this.#lease = undefined;
    this.#lease ??= await this.#api.grant(this.#options.ttlMs, bound);
    return this.#lease;
  }

  async #wait(durationMs: number): Promise<void> {
    if (this.state === 'closed') return;
    this.#pause = new AbortController();
    await sleep(durationMs, this.#pause.signal);
  }

  /** An entry that is on its way cannot come after all: without its lease etcd does not take it. */
  async #leave(): Promise<void> {
    this.#status.become('closed');
    this.#pause.abort();
    this.#cut.abort();
    await this.#loop;
    await this.#revoke();
    this.#options.onGone();
  }

  async #revoke(): Promise<void> {
    if (this.#lease === undefined) return;
    try {
      await this.#api.revoke(this.#lease, { timeoutMs: leaveTimeoutMs });
    } catch (error) {
      const cause = CallError.from(error);
      if (cause.code !== 'NOT_FOUND') this.#status.report(cause);
    }
  }
}
