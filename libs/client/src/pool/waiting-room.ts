import { CallError, onAbort } from '@flotilla/call';
import type { Clock } from '@flotilla/call';

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
      return Promise.reject(new CallError('RESOURCE_EXHAUSTED', message));
    }
    if (signal.aborted) return Promise.reject(cancelled(signal));
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
      const unlink = onAbort(signal, () => guest.refuse(cancelled(signal)));
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
    const message = `${this.#service}: no endpoint became ready in time; is the service running and registered?`;
    return new CallError('UNAVAILABLE', message);
  }
}

/** The CallError that a signal aborted with, as a deadline does; CANCELLED for any other reason. */
function cancelled({ reason }: AbortSignal): CallError {
  if (reason instanceof CallError) return reason;
  return new CallError('CANCELLED', 'the caller no longer wants the answer', { cause: reason });
}
