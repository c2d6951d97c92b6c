import type { ListenAddress, Listener } from '@flotilla/call';

/** A listener without a socket, which notes in `log` what is done to it. */
export class FakeListener implements Listener {
  readonly protocol = 'grpc';
  readonly #name: string;
  readonly #log: string[];
  readonly #bind: () => Promise<ListenAddress>;

  constructor(name: string, log: string[], bind = async () => ({ host: '127.0.0.1', port: 50_051 })) {
    this.#name = name;
    this.#log = log;
    this.#bind = bind;
  }

  async listen(): Promise<ListenAddress> {
    const address = await this.#bind();
    this.#log.push(`${this.#name} listens`);
    return address;
  }

  setServing(serving: boolean): void {
    this.#log.push(`${this.#name} ${serving ? 'serves' : 'serves no more'}`);
  }

  async close(graceMs: number): Promise<void> {
    this.#log.push(`${this.#name} closed within ${graceMs} ms`);
  }
}
