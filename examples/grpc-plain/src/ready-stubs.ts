import type { Balancer } from '@flotilla/balancing';
import { endpointKey } from '@flotilla/call';
import type { Endpoint } from '@flotilla/call';
import { connectivityState } from '@grpc/grpc-js';
import { openStub } from './contract';
import type { QuotesStub } from './contract';

/** A stub per endpoint; tells the balancer which have a connection: to pick only these is worth more than any retry. */
export class ReadyStubs {
  readonly #stubs = new Map<string, { endpoint: Endpoint; stub: QuotesStub }>();

  constructor(private readonly balancer: Balancer) {}

  of(endpoint: Endpoint): QuotesStub {
    const entry = this.#stubs.get(endpointKey(endpoint));
    if (!entry) throw new RangeError(`nothing is known of ${endpoint.id}`);
    return entry.stub;
  }

  /** Opens what is new, closes what is gone. */
  follow(endpoints: readonly Endpoint[]): void {
    const keys = new Set(endpoints.map(endpointKey));
    for (const [key, { stub }] of this.#stubs) {
      if (keys.has(key)) continue;
      this.#stubs.delete(key);
      stub.close();
    }
    for (const endpoint of endpoints) if (!this.#stubs.has(endpointKey(endpoint))) this.#open(endpoint);
    this.#update();
  }

  #open(endpoint: Endpoint): void {
    const stub = openStub(`${endpoint.host}:${endpoint.port}`);
    this.#stubs.set(endpointKey(endpoint), { endpoint, stub });
    this.#observe(stub);
  }

  /** Until the stub is closed. */
  #observe(stub: QuotesStub): void {
    const state = stateOf(stub);
    if (state === connectivityState.SHUTDOWN) return;
    stub.getChannel().watchConnectivityState(state, Infinity, () => {
      this.#update();
      this.#observe(stub);
    });
  }

  #update(): void {
    const known = [...this.#stubs.values()];
    const ready = known.filter(({ stub }) => stateOf(stub) === connectivityState.READY);
    this.balancer.update(
      ready.map(({ endpoint }) => endpoint),
      known.map(({ endpoint }) => endpoint),
    );
  }
}

/** Asks an idle connection to connect, too. */
function stateOf(stub: QuotesStub): connectivityState {
  return stub.getChannel().getConnectivityState(true);
}
