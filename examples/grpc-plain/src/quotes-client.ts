import { createBalancer, outcomeOf } from '@flotilla/balancing';
import { fromCodeNumber } from '@flotilla/call';
import type { Discovery } from '@flotilla/discovery';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { Quote } from './contract';
import { ReadyStubs } from './ready-stubs';

const maxAttempts = 3;
/** What a connection that breaks makes of its calls. CANCELLED: this client cancels nothing, so a server that stopped did. */
const triedElsewhere: readonly number[] = [status.UNAVAILABLE, status.CANCELLED];

/** Calls the quotes servers that discovery finds: one of those that are ready for each attempt. */
export class QuotesClient {
  readonly #balancer = createBalancer();
  readonly #stubs = new ReadyStubs(this.#balancer);
  readonly #closing = new AbortController();

  constructor(discovery: Discovery) {
    void this.#follow(discovery);
  }

  get readyCount(): number {
    return this.#balancer.loads().length;
  }

  /** A quote may be asked for twice, so an attempt whose server went away is made again elsewhere. */
  async getQuote(timeoutMs: number): Promise<Quote> {
    const deadline = Date.now() + timeoutMs;
    const tried = new Set<string>();
    for (;;) {
      try {
        return await this.#attempt(tried, deadline);
      } catch (error) {
        const { code } = error as ServiceError;
        if (!triedElsewhere.includes(code) || tried.size === maxAttempts) throw error;
      }
    }
  }

  close(): void {
    this.#closing.abort();
    this.#stubs.follow([]);
  }

  #attempt(tried: Set<string>, deadline: number): Promise<Quote> {
    const pick = this.#balancer.pick({ avoid: tried });
    if (!pick) throw new Error('no quotes server is ready');
    tried.add(pick.endpoint.id);
    const stub = this.#stubs.of(pick.endpoint);
    const begunAt = performance.now();
    return new Promise((resolve, reject) => {
      stub.getQuote({}, { deadline }, (error, quote) => {
        pick.done(outcomeOf(fromCodeNumber(error?.code ?? status.OK), performance.now() - begunAt));
        if (quote) resolve(quote);
        else reject(error ?? new Error('an answer without a quote'));
      });
    });
  }

  async #follow(discovery: Discovery): Promise<void> {
    const { signal } = this.#closing;
    for await (const { instances } of discovery.watch('quotes', { signal })) {
      this.#stubs.follow(instances.map(({ id, host, port, weight = 1 }) => ({ id, host, port, weight })));
    }
  }
}
