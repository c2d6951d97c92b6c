import { httpSender, isFailedWithin, openLoop } from '@flotilla/testing';
import type { HttpSender, LoadReport, Sample } from '@flotilla/testing';
import { tooLateMs } from './chaos';

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
  /** Whether it is called off as soon as it is placed. */
  readonly cancel: boolean;
}

/** Orders placed and read at constant rates, with a ledger of what was asked for and what was acknowledged. */
export class OrderLoad {
  /** By key. */
  readonly wanted = new Map<string, Wanted>();
  /** Ids by key: more than one would be wrong. */
  readonly acknowledged = new Map<string, Set<string>>();
  readonly #done = new Set<string>();
  #last: string | undefined;
  readonly #sender: HttpSender;
  readonly #stop = new AbortController();
  readonly #posts: Promise<Sample[]>;
  readonly #gets: Promise<Sample[]>;

  constructor({ gatewayUrl, ratePerSecond, durationMs }: OrderLoadOptions) {
    // As few as of greetings: what is busy takes one new connection in each turn of its event loop.
    this.#sender = httpSender(gatewayUrl, { connections: 64 });
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

  /** Does what was not acknowledged once more, with the same keys. */
  async resolve(): Promise<number[]> {
    const open = [...this.wanted.keys()].filter((key) => !this.#done.has(key));
    return Promise.all(open.map((key) => this.#fulfil(key)));
  }

  close(): void {
    this.#sender.close();
  }

  #placeNext(): Promise<number> {
    const number = this.wanted.size + 1;
    const key = `order-${number}`;
    const sku = skus[number % skus.length] as string;
    const lines = [{ sku, quantity: (number % 9) + 1 }];
    this.wanted.set(key, { customerId: `customer-${number % customers}`, lines, cancel: number % 5 === 0 });
    return this.#fulfil(key);
  }

  async #fulfil(key: string): Promise<number> {
    const { cancel, ...order } = this.wanted.get(key) as Wanted;
    const placed = await this.#sender.post('/api/orders', order, { 'idempotency-key': key });
    if (placed.status !== 201) return placed.status;
    const { id } = JSON.parse(placed.body) as { id: string };
    this.acknowledged.set(key, (this.acknowledged.get(key) ?? new Set()).add(id));
    this.#last = id;
    const cancelled = cancel ? await this.#sender.post(`/api/orders/${id}/cancel`) : undefined;
    if (cancelled && cancelled.status !== 200) return cancelled.status;
    this.#done.add(key);
    return placed.status;
  }

  /** The last that was acknowledged; the list of products before there is one. */
  async #readLast(): Promise<number> {
    const path = this.#last ? `/api/orders/${this.#last}` : '/api/products';
    return (await this.#sender.get(path)).status;
  }
}

function toReport(samples: Sample[]): LoadReport {
  return { samples, failed: samples.filter((sample) => isFailedWithin(sample, tooLateMs)) };
}
