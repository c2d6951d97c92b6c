import { createBalancer, outcomeOf } from '@flotilla/balancing';
import { fromCodeNumber } from '@flotilla/call';
import type { Discovery } from '@flotilla/discovery';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { Quote } from './contract';
import { ReadyStubs } from './ready-stubs';

const maxAttempts = 3;
/** What a connection that breaks makes of its calls. CANCELLED: this client cancels nothing, so a server that stopped did. */
const triedElsewhere = [status.UNAVAILABLE, status.CANCELLED];

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
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(tried, deadline);
      } catch (error) {
        if (attempt === maxAttempts || !triedElsewhere.includes((error as ServiceError).code)) throw error;
      }
    }
  }

  close(): void {
    this.#closing.abort();
    this.#stubs.follow([]);
  }

  async #attempt(tried: Set<string>, deadline: number): Promise<Quote> {
    const pick = this.#balancer.pick({ avoid: tried });
    if (!pick) throw new Error('no quotes server is ready');
    tried.add(pick.endpoint.id);
    const begunAt = performance.now();
    let code = status.OK;
    try {
      return await this.#stubs.getQuote(pick.endpoint, deadline);
    } catch (error) {
      code = (error as Partial<ServiceError>).code ?? status.UNKNOWN;
      throw error;
    } finally {
      pick.done(outcomeOf(fromCodeNumber(code), performance.now() - begunAt));
    }
  }

  async #follow(discovery: Discovery): Promise<void> {
    const { signal } = this.#closing;
    for await (const { instances } of discovery.watch('quotes', { signal }))
      this.#stubs.follow(instances.map(({ id, host, port, weight = 1 }) => ({ id, host, port, weight })));
  }
}
