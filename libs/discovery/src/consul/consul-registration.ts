import { CallError } from '@flotilla/call';
import type { Instance, InstancePatch } from '../instance';
import type { Registration, RegistrationEvent, RegistrationState } from '../registrar';
import { RegistrationStatus } from '../registration-status';
import { sleep } from '../sleep';
import { patchInstance } from '../validation';
import type { ConsulApi } from './consul-api';
import { wasAnswered } from './consul-error';
import { nextStep } from './renewal';
import type { RenewalAction, RenewalResult, RenewalStep } from './renewal';

const requestTimeoutMs = 2_000;
/** Leaving has two parts of a second each: what is on its way comes to its end, then the entry is removed. */
const leaveTimeoutMs = 1_000;

export interface ConsulRegistrationOptions {
  readonly ttlMs: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Called when the deregistration is over. */
  readonly onGone: () => void;
}

/** Keeps one instance registered with a TTL check, whatever happens to the agent. */
export class ConsulRegistration implements Registration {
  readonly #api: ConsulApi;
  readonly #options: ConsulRegistrationOptions;
  readonly #status: RegistrationStatus;
  /** Cuts the request that is on its way. */
  readonly #cut = new AbortController();
  readonly #loop: Promise<void>;
  #instance: Instance;
  /** The entry differs from `#instance`. */
  #changed = true;
  #pause = new AbortController();
  #left: Promise<void> | undefined;

  constructor(api: ConsulApi, instance: Instance, options: ConsulRegistrationOptions) {
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
    this.#changed = true;
    this.#pause.abort();
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
      const action = this.#changed ? 'register' : step.action;
      step = nextStep(action, await this.#perform(action), options);
      if (!this.#changed) await this.#wait(step.delayMs);
    }
  }

  async #perform(action: RenewalAction): Promise<RenewalResult> {
    const bound = { timeoutMs: requestTimeoutMs, signal: this.#cut.signal };
    this.#changed = false;
    try {
      if (action === 'register') await this.#api.register(this.#instance, this.#options.ttlMs, bound);
      // After a registration, too: of an id whose check is critical it leaves the check as it is.
      await this.#api.pass(this.#instance.id, bound);
      this.#status.become('registered');
      return 'done';
    } catch (error) {
      return this.#failed(action, CallError.from(error));
    }
  }

  #failed(action: RenewalAction, error: CallError): RenewalResult {
    this.#status.become('registering');
    const result = wasAnswered(error) ? 'refused' : 'unanswered';
    // A refused renewal is healed at once; if not, the registration after it reports why.
    const healing = action === 'renew' && result === 'refused';
    if (!healing && this.state !== 'closed') this.#status.report(error);
    return result;
  }

  async #wait(durationMs: number): Promise<void> {
    if (this.state === 'closed') return;
    this.#pause = new AbortController();
    await sleep(durationMs, this.#pause.signal);
  }

  /** A request on its way ends before the deregistration starts: the agent must not see them in the other order. */
  async #leave(): Promise<void> {
    this.#status.become('closed');
    this.#pause.abort();
    const timer = setTimeout(() => this.#cut.abort(), leaveTimeoutMs);
    await this.#loop.finally(() => clearTimeout(timer));
    try {
      await this.#api.deregister(this.#instance.id, { timeoutMs: leaveTimeoutMs });
    } catch (error) {
      const cause = CallError.from(error);
      if (cause.code !== 'NOT_FOUND') this.#status.report(cause); // newer agents say so of what is gone already
    }
    this.#options.onGone();
  }
}
