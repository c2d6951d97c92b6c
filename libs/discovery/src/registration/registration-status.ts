import { CallError, Listeners } from '@flotilla/call';
import { deferred } from '../deferred';
import type { RegistrationEvent, RegistrationState } from '../registrar';

/** State, readiness and observers of a registration: the part that is the same for every backend. */
export class RegistrationStatus {
  readonly #id: string;
  readonly #listeners = new Listeners<RegistrationEvent>();
  readonly #ready = deferred<void>();
  #state: RegistrationState = 'registering';

  constructor(id: string) {
    this.#id = id;
    this.ready.catch(() => undefined); // nobody needs to wait for it
  }

  get state(): RegistrationState {
    return this.#state;
  }

  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** `closed` is for good. */
  become(state: RegistrationState): void {
    if (this.#state === state || this.#state === 'closed') return;
    this.#state = state;
    if (state === 'registered') this.#ready.resolve();
    if (state === 'closed')
      this.#ready.reject(new CallError('CANCELLED', `${this.#id} left before it was registered`));
    this.#listeners.emit({ type: 'state', state });
  }

  report(error: CallError): void {
    this.#listeners.emit({ type: 'error', error });
  }

  observe(listener: (event: RegistrationEvent) => void): () => void {
    return this.#listeners.add(listener);
  }
}
