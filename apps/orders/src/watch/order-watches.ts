import { CallError, codeOf, onAbort } from '@flotilla/call';
import type { Code } from '@flotilla/call';
import { isFinal } from '../domain/order';
import type { OrderEvent } from '../domain/order';
import { orderNotFound } from '../order-not-found';
import type { EventPage } from '../store/events';
import { checkBounds } from '../bounds/bounds';
import type { Bounds } from '../bounds/bounds';
import { Seats } from '../bounds/seats';
import { Bells } from './bells';

export interface EventsQuery {
  readonly orderId: string;
  readonly after: number;
  readonly limit: number;
}

export interface OrderWatchesOptions {
  readonly read: (query: EventsQuery, bounds: Bounds) => Promise<EventPage | undefined>;
  /** Ends every watch. */
  readonly draining: AbortSignal;
  /** Watches at once. Default 1,000. */
  readonly maxWatches?: number;
  /** Between reads when nothing is heard: notifications may be lost with their connection. Default 5,000 ms. */
  readonly pollMs?: number;
}

const batch = 100;
/** Reads at once: when every watch wakes, calls still find connections. */
const maxReads = 4;
const readTimeoutMs = 5_000;
/** A watch that began stays through these, and looks again later. */
const passing: readonly Code[] = ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED'];

/** Follows the events of orders for those who watch. */
export class OrderWatches {
  readonly #options: Required<OrderWatchesOptions>;
  readonly #bells: Bells;
  readonly #reads: Seats;

  constructor(options: OrderWatchesOptions) {
    this.#options = { maxWatches: 1_000, pollMs: 5_000, ...options };
    this.#bells = new Bells(this.#options.maxWatches);
    this.#reads = new Seats({ size: maxReads, maxWaiting: this.#options.maxWatches });
  }

  get count(): number {
    return this.#bells.count;
  }

  /** Something happened to an order. */
  changed(orderId: string): void {
    this.#bells.ring(orderId);
  }

  /** Something may have happened to any order. */
  anyChanged(): void {
    this.#bells.ringAll();
  }

  /**
   * Events after a sequence, those that happened and those that come, up to the last that the order can have.
   *
   * @throws CallError NOT_FOUND; UNAVAILABLE when the process drains; RESOURCE_EXHAUSTED; what the first read fails with
   */
  async *watch(orderId: string, afterSequence: number, bounds: Bounds): AsyncGenerator<OrderEvent> {
    const { draining, pollMs } = this.#options;
    this.#checkEnd(bounds);
    // Before the first read: what happens between it and the wait is heard.
    const { bell, remove } = this.#bells.add(orderId);
    const unlink = [bounds.signal, draining].map((signal) => onAbort(signal, () => bell.ring()));
    let after = afterSequence;
    try {
      let page: EventPage | undefined = await this.#read(orderId, after, bounds);
      for (;;) {
        for (const event of page?.events ?? []) {
          yield event;
          after = event.sequence;
        }
        const mayHaveMore = page?.events.length === batch;
        if (page && !mayHaveMore && isFinal(page.status)) return;
        if (!mayHaveMore) await bell.rung(pollMs);
        this.#checkEnd(bounds);
        page = await this.#read(orderId, after, bounds).catch(untilItPasses);
      }
    } finally {
      unlink.forEach((end) => end());
      remove();
    }
  }

  async #read(orderId: string, after: number, { deadline, signal }: Bounds): Promise<EventPage> {
    const bounds = { deadline: Math.min(deadline, performance.now() + readTimeoutMs), signal };
    const query = { orderId, after, limit: batch };
    const page = await this.#reads.use(bounds, () => this.#options.read(query, bounds));
    if (!page) throw orderNotFound(orderId);
    return page;
  }

  #checkEnd(bounds: Bounds): void {
    checkBounds(bounds);
    if (!this.#options.draining.aborted) return;
    throw new CallError('UNAVAILABLE', 'this instance is leaving: watch on from the last sequence');
  }
}

function untilItPasses(error: unknown): undefined {
  if (passing.includes(codeOf(error))) return undefined;
  throw error;
}
