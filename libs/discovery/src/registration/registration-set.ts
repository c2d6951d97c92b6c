import { CallError } from '@flotilla/call';
import type { Instance } from '../instance';
import type { RegisterOptions, Registrar, Registration } from '../registrar';
import { assertInstance, assertNumber } from '../validation';

/** Opens a registration, which calls `onGone` when its deregistration is over. */
export type OpenRegistration = (instance: Instance, ttlMs: number, onGone: () => void) => Registration;

/** The registrations of one process: checks what comes in, keeps ids apart, closes them all. */
export class RegistrationSet implements Registrar {
  readonly #open: OpenRegistration;
  readonly #registrations = new Map<string, Registration>();
  #closed = false;

  constructor(open: OpenRegistration) {
    this.#open = open;
  }

  register(instance: Instance, options: RegisterOptions = {}): Registration {
    const { ttlMs = 15_000 } = options;
    assertInstance(instance);
    assertNumber('ttlMs', ttlMs, 1_000, 86_400_000);
    const { id } = instance;
    if (this.#closed)
      throw new CallError('FAILED_PRECONDITION', `cannot register ${id}: the registry was closed`);
    if (this.#registrations.has(id))
      throw new RangeError(`instance.id ${id} is already registered by this process`);
    const registration = this.#open(instance, ttlMs, () => void this.#registrations.delete(id));
    this.#registrations.set(id, registration);
    return registration;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#registrations.values()].map((registration) => registration.deregister()));
  }
}
