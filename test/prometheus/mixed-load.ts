import { GreetingLoad, httpSender, openLoop } from '@flotilla/testing';

const order = { customerId: 'ada', lines: [{ sku: 'TEA-OOLONG', quantity: 2 }] };

/** Ten greetings and two orders a second, until it is stopped or the time is up. */
export class MixedLoad {
  readonly #stop = new AbortController();
  readonly #greetings: GreetingLoad;
  readonly #orders: Promise<unknown>;

  constructor(gatewayUrl: string, durationMs: number) {
    const sender = httpSender(gatewayUrl);
    const send = async (): Promise<number> => {
      const headers = { 'idempotency-key': crypto.randomUUID() };
      return (await sender.post('/api/orders', order, headers)).status;
    };
    this.#greetings = new GreetingLoad({ gatewayUrl, ratePerSecond: 10, durationMs });
    this.#orders = openLoop({ ratePerSecond: 2, durationMs, send, signal: this.#stop.signal }).finally(() =>
      sender.close(),
    );
  }

  /** Resolves when the last request was answered. */
  async stop(): Promise<void> {
    this.#greetings.stop();
    this.#stop.abort();
    await Promise.all([this.#greetings.report(), this.#orders]);
  }
}
