import { CallError } from '@flotilla/call';
import type { Instance, InstancePatch } from '../instance';
import type { Registration, RegistrationEvent, RegistrationState } from '../registrar';
import { sleep } from '../sleep';
import { patchInstance } from '../validation';
import type { Kept, KeptInstance } from './kept-instance';
import { RegistrationStatus } from './registration-status';
import { renewalDelayMs } from './renewal';

const requestTimeoutMs = 2_000;
/** Leaving has two parts of a second each: what is on its way comes to its end, then the entry is removed. */
const leaveTimeoutMs = 1_000;

export interface KeptRegistrationOptions {
  readonly ttlMs: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Called when the deregistration is over. */
  readonly onGone: () => void;
}

/** Keeps one instance registered, whatever happens to the registry. */
export class KeptRegistration implements Registration {
  readonly #entry: KeptInstance;
  readonly #options: KeptRegistrationOptions;
  readonly #status: RegistrationStatus;
  /** Cuts the request that is on its way. */
  readonly #cut = new AbortController();
  readonly #loop: Promise<void>;
  #instance: Instance;
  #pause = new AbortController();
  #left: Promise<void> | undefined;

  constructor(entry: KeptInstance, instance: Instance, options: KeptRegistrationOptions) {
    this.#entry = entry;
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
    while (this.state !== 'closed') {
      const instance = this.#instance;
      const last = await this.#keep(instance);
      if (last === 'failed' || instance === this.#instance) await this.#wait(renewalDelayMs(last, options));
    }
  }

  async #keep(instance: Instance): Promise<Kept | 'failed'> {
    try {
      const kept = await this.#entry.keep(instance, {
        timeoutMs: requestTimeoutMs,
        signal: this.#cut.signal,
      });
      this.#status.become(kept === 'forgotten' ? 'registering' : 'registered');
      return kept;
    } catch (error) {
      this.#status.become('registering');
      if (this.state !== 'closed') this.#status.report(CallError.from(error));
      return 'failed';
    }
  }

  async #wait(durationMs: number): Promise<void> {
    if (this.state === 'closed') return;
    this.#pause = new AbortController();
    await sleep(durationMs, this.#pause.signal);
  }

  /** A request on its way ends before the removal starts: the registry must not see them in the other order. */
  async #leave(): Promise<void> {
    this.#status.become('closed');
    this.#pause.abort();
    const timer = setTimeout(() => this.#cut.abort(), leaveTimeoutMs);
    await this.#loop.finally(() => clearTimeout(timer));
    try {
      await this.#entry.remove({ timeoutMs: leaveTimeoutMs });
    } catch (error) {
      const cause = CallError.from(error);
      if (cause.code !== 'NOT_FOUND') this.#status.report(cause);
    }
    this.#options.onGone();
  }
}
