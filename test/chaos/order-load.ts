import { httpSender, isFailed, openLoop } from '@flotilla/testing';
import type { HttpAnswer, HttpSender, LoadReport, Sample } from '@flotilla/testing';

export interface OrderLoadOptions {
  readonly gatewayUrl: string;
  /** A quarter of them reads, the rest places orders. */
  readonly ratePerSecond: number;
  readonly durationMs: number;
}

const customers = 7;
const skus = ['TEA-OOLONG', 'TEA-SENCHA', 'TEA-ASSAM'];

/** An order that was asked for, by its key. */
export interface Wanted {
  readonly customerId: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

/** Orders placed and read at constant rates, with a ledger of what was asked for and what was acknowledged. */
export class OrderLoad {
  /** By key. */
  readonly wanted = new Map<string, Wanted>();
  /** Ids by key. */
  readonly acknowledged = new Map<string, string>();
  readonly #sender: HttpSender;
  readonly #stop = new AbortController();
  readonly #posts: Promise<Sample[]>;
  readonly #gets: Promise<Sample[]>;

  constructor({ gatewayUrl, ratePerSecond, durationMs }: OrderLoadOptions) {
    this.#sender = httpSender(gatewayUrl);
    const { signal } = this.#stop;
    const loop = (share: number, send: () => Promise<number>): Promise<Sample[]> =>
      openLoop({ ratePerSecond: ratePerSecond * share, durationMs, send, signal });
    this.#posts = loop(0.75, () => this.#placeNext());
    this.#gets = loop(0.25, () => this.#readLast());
  }

  /** Sends no more; what is under way still counts. */
  stop(): void {
    this.#stop.abort();
  }

  /** Resolves when the last request was answered. */
  async report(): Promise<{ posts: LoadReport; gets: LoadReport }> {
    const [posts, gets] = await Promise.all([this.#posts, this.#gets]);
    return { posts: toReport(posts), gets: toReport(gets) };
  }

  /** Sends what was not acknowledged once more, with the same key. */
  async resolve(): Promise<number[]> {
    const open = [...this.wanted.keys()].filter((key) => !this.acknowledged.has(key));
    return Promise.all(open.map((key) => this.#place(key)));
  }

  close(): void {
    this.#sender.close();
  }

  #placeNext(): Promise<number> {
    const number = this.wanted.size + 1;
    const key = `order-${number}`;
    const sku = skus[number % skus.length] as string;
    const lines = [{ sku, quantity: (number % 9) + 1 }];
    this.wanted.set(key, { customerId: `customer-${number % customers}`, lines });
    return this.#place(key);
  }

  async #place(key: string): Promise<number> {
    const { status, body } = await this.#sender.post('/api/orders', this.wanted.get(key), {
      'idempotency-key': key,
    });
    if (status === 201) this.acknowledged.set(key, idOf(body));
    return status;
  }

  /** The last that was acknowledged; the list of products before there is one. */
  async #readLast(): Promise<number> {
    const id = [...this.acknowledged.values()].at(-1);
    const answer: HttpAnswer = await this.#sender.get(id ? `/api/orders/${id}` : '/api/products');
    return answer.status;
  }
}

function idOf(body: string): string {
  return (JSON.parse(body) as { id: string }).id;
}

function toReport(samples: Sample[]): LoadReport {
  return { samples, failed: samples.filter(isFailed) };
}
