import { abortError, CallError, onAbort } from '@flotilla/call';
import type { Clock } from '@flotilla/call';
import { refusal } from './refusal';

export interface WaitingRoomOptions {
  /** How many may wait; the next one is refused. */
  readonly capacity: number;
  readonly clock: Clock;
}

interface Guest {
  readonly admit: () => void;
  readonly refuse: (error: CallError) => void;
}

/** Where calls wait until an endpoint is ready: bounded in number and in time. */
export class WaitingRoom {
  readonly #service: string;
  readonly #options: WaitingRoomOptions;
  readonly #guests = new Set<Guest>();

  constructor(service: string, options: WaitingRoomOptions) {
    this.#service = service;
    this.#options = options;
  }

  /**
   * Resolves when `admitAll` is called; rejects with UNAVAILABLE at the instant `giveUpAt`, or with CANCELLED. It is
   * UNAVAILABLE, too, when that is the call's deadline: the caller should know that nothing was there, not that it was slow.
   */
  enter(giveUpAt: number, signal: AbortSignal): Promise<void> {
    const { capacity, clock } = this.#options;
    if (this.#guests.size >= capacity) {
      const message = `${this.#service}: ${capacity} calls wait for an endpoint already; try again later`;
      return Promise.reject(new CallError('RESOURCE_EXHAUSTED', message, { retryable: false }));
    }
    if (signal.aborted) return Promise.reject(abortError(signal));
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        unlink();
        this.#guests.delete(guest);
      };
      const guest: Guest = {
        admit: () => (leave(), resolve()),
        refuse: (error) => (leave(), reject(error)),
      };
      const timer = setTimeout(() => guest.refuse(this.#noneReady()), Math.ceil(giveUpAt - clock()));
      const unlink = onAbort(signal, () => guest.refuse(abortError(signal)));
      this.#guests.add(guest);
    });
  }

  admitAll(): void {
    for (const guest of this.#guests) guest.admit();
  }

  refuseAll(error: CallError): void {
    for (const guest of this.#guests) guest.refuse(error);
  }

  #noneReady(): CallError {
    return refusal(this.#service, 'no endpoint became ready in time; is the service running and registered?');
  }
}
