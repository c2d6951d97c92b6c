import { CallError, Listeners } from '@flotilla/call';
import type { Instance, Registrar, Registration, RegistrationEvent } from '@flotilla/discovery';

/** A registry that acknowledges, and complains, when the test says so. */
export class FakeRegistrar implements Registrar {
  readonly instances: Instance[] = [];
  readonly #log: string[];
  readonly #listeners = new Listeners<RegistrationEvent>();
  acknowledge: () => void = () => undefined;

  constructor(log: string[]) {
    this.#log = log;
  }

  register(instance: Instance): Registration {
    this.instances.push(instance);
    let leave!: (error: Error) => void;
    const ready = new Promise<void>((resolve, reject) => ([this.acknowledge, leave] = [resolve, reject]));
    ready.catch(() => undefined);
    return {
      state: 'registering',
      ready,
      update: () => undefined,
      deregister: async () => {
        this.#log.push('deregistered');
        leave(new CallError('CANCELLED', `${instance.id} left before it was registered`));
      },
      observe: (listener) => this.#listeners.add(listener),
    };
  }

  emit(event: RegistrationEvent): void {
    this.#listeners.emit(event);
  }
}
