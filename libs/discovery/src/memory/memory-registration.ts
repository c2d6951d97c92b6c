import type { Instance, InstancePatch } from '../instance';
import type { Registration, RegistrationEvent, RegistrationState } from '../registrar';
import { RegistrationStatus } from '../registration/registration-status';
import { patchInstance } from '../validation';

/** An entry of a Map. It has no TTL: it lasts until deregistered or until the process ends. */
export class MemoryRegistration implements Registration {
  readonly #instances: Map<string, Instance>;
  readonly #onChange: () => void;
  readonly #status: RegistrationStatus;
  #instance: Instance;

  /** @param instances the entries by id. */
  constructor(instance: Instance, instances: Map<string, Instance>, onChange: () => void) {
    this.#instances = instances;
    this.#onChange = onChange;
    this.#instance = instance;
    this.#status = new RegistrationStatus(instance.id);
    this.#put(instance);
    this.#status.become('registered');
  }

  get state(): RegistrationState {
    return this.#status.state;
  }

  get ready(): Promise<void> {
    return this.#status.ready;
  }

  update(patch: InstancePatch): void {
    if (this.state !== 'closed') this.#put(patchInstance(this.#instance, patch));
  }

  deregister(): Promise<void> {
    if (this.state !== 'closed') {
      this.#status.become('closed');
      this.#instances.delete(this.#instance.id);
      this.#onChange();
    }
    return Promise.resolve();
  }

  observe(listener: (event: RegistrationEvent) => void): () => void {
    return this.#status.observe(listener);
  }

  #put(instance: Instance): void {
    this.#instance = instance;
    this.#instances.set(instance.id, instance);
    this.#onChange();
  }
}
