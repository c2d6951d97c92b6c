import { promisify } from 'node:util';
import type { Balancer } from '@flotilla/balancing';
import { endpointKey } from '@flotilla/call';
import type { Endpoint } from '@flotilla/call';
import { connectivityState } from '@grpc/grpc-js';
import { openStub } from './contract';
import type { Quote, QuotesStub } from './contract';

/** A stub per endpoint; tells the balancer which have a connection: to pick only these is worth more than any retry. */
export class ReadyStubs {
  readonly #stubs = new Map<string, { endpoint: Endpoint; stub: QuotesStub }>();

  constructor(private readonly balancer: Balancer) {}

  async getQuote(endpoint: Endpoint, deadline: number): Promise<Quote> {
    const stub = this.#stubs.get(endpointKey(endpoint))?.stub;
    if (!stub) throw new RangeError(`nothing is known of ${endpoint.id}`);
    return promisify(stub.getQuote.bind(stub))({}, { deadline });
  }

  /** Opens what is new, closes what is gone. */
  follow(endpoints: readonly Endpoint[]): void {
    const keys = new Set(endpoints.map(endpointKey));
    for (const [key, { stub }] of this.#stubs) if (!keys.has(key) && this.#stubs.delete(key)) stub.close();
    for (const endpoint of endpoints) if (!this.#stubs.has(endpointKey(endpoint))) this.#open(endpoint);
    this.#update();
  }

  #open(endpoint: Endpoint): void {
    const stub = openStub(`${endpoint.host}:${endpoint.port}`);
    this.#stubs.set(endpointKey(endpoint), { endpoint, stub });
    this.#observe(stub);
  }

  /** Until the stub is closed. A connection that is idle is asked to connect. */
  #observe(stub: QuotesStub): void {
    const state = stub.getChannel().getConnectivityState(true);
    if (state === connectivityState.SHUTDOWN) return;
    stub.getChannel().watchConnectivityState(state, Infinity, () => {
      this.#update();
      this.#observe(stub);
    });
  }

  #update(): void {
    const known = [...this.#stubs.values()];
    const isReady = ({ stub }: { stub: QuotesStub }) =>
      stub.getChannel().getConnectivityState(false) === connectivityState.READY;
    const endpointsOf = (stubs: typeof known) => stubs.map(({ endpoint }) => endpoint);
    this.balancer.update(endpointsOf(known.filter(isReady)), endpointsOf(known));
  }
}
