import { policyKey } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';
import { registries, startApp } from '@flotilla/testing';
import type { AppProcess, RegistryUnderTest } from '@flotilla/testing';
import type { Load } from '../load/load';
import { ordersThroughClient } from '../load/orders-through-client';
import { ordersThroughGateway } from '../load/orders-through-gateway';
import type { Sender } from '../load/sender';
import { throughClient } from '../load/through-client';
import { throughGateway } from '../load/through-gateway';
import { AttemptLog } from './attempt-log';
import { Backend } from './backend';
import { toEnvironment } from './backend-settings';
import type { BackendSettings } from './backend-settings';
import { openBlackHole } from './black-hole';
import { Orders } from './orders';
import type { OrdersSettings } from './orders';
import { scrape } from './scrape';

export interface FleetOptions {
  readonly backends: readonly BackendSettings[];
  /** Default: in no zone. */
  readonly gatewayZone?: string | undefined;
  /** Orders in place of greeters. Default: none. */
  readonly orders?: OrdersSettings | undefined;
  /** The policy document of the service that it plays, there before anybody asks for it. */
  readonly document: Policy;
  /** That of the gateway itself. Default: it has none. */
  readonly gatewayDocument?: Policy | undefined;
  /** Of the backends' work times. */
  readonly seed: number;
}

const greeter = 'greeter';
const countEveryMs = 200;

/** What an experiment plays with: a registry, backends or orders, and a gateway before them, each a process of its own. */
export class Fleet {
  readonly attempts = new AttemptLog();
  readonly #registry: RegistryUnderTest;
  readonly #client: ReturnType<RegistryUnderTest['open']>;
  readonly #seed: number;
  readonly #backends: Backend[] = [];
  /** Done when it stops, the last first. */
  readonly #endings: (() => unknown)[] = [];
  /** Whose policy document it is. */
  readonly #service: 'greeter' | 'orders';
  #document: Policy = {};
  #orders: Orders | undefined;
  #gateway: AppProcess | undefined;

  /** Starts one on free ports; resolves when it serves. What was started is ended again if the rest fails to. */
  static async start(options: FleetOptions): Promise<Fleet> {
    const { backends, gatewayZone: ZONE = '', orders, document, gatewayDocument, seed } = options;
    const fleet = new Fleet(await registries.embedded(), seed, orders ? 'orders' : 'greeter');
    try {
      await fleet.govern(() => document);
      if (gatewayDocument) await fleet.#put('gateway', gatewayDocument);
      await fleet.add(backends);
      if (orders) await fleet.#startOrders(orders);
      const timeoutMs = orders?.callTimeoutMs;
      await fleet.#startGateway({ ZONE, ...(timeoutMs && { CALL_TIMEOUT_MS: String(timeoutMs) }) });
      return fleet;
    } catch (error) {
      await fleet.stop();
      throw error;
    }
  }

  private constructor(registry: RegistryUnderTest, seed: number, service: 'greeter' | 'orders') {
    this.#registry = registry;
    this.#service = service;
    this.#client = registry.open();
    this.#seed = seed;
    this.#endings.push(
      () => registry.close(),
      () => this.#client.close(),
    );
  }

  /** The way of the load; to be closed before the fleet is stopped. */
  sender({ through = 'gateway', clients = 1, idempotent = true }: Load): Sender {
    if (through === 'client')
      return this.#orders
        ? ordersThroughClient(this.#client, idempotent)
        : throughClient(this.#client, clients);
    const gatewayUrl = `http://${this.#gateway?.address}`;
    return this.#orders ? ordersThroughGateway(gatewayUrl) : throughGateway(gatewayUrl);
  }

  get orders(): Orders {
    if (!this.#orders) throw new Error('there are no orders: the plan has to ask for them');
    return this.#orders;
  }

  /** How many attempts the gateway has begun to send to the orders. */
  async attemptsBegun(): Promise<number> {
    return scrape(this.#gateway?.adminUrl ?? '', 'grpc_client_attempt_started_total', 'grpc_target="orders"');
  }

  /** Resolves when every attempt so far is among `attempts`. Backends tell of theirs by themselves, orders are asked. */
  async countAttempts(): Promise<void> {
    for (const [id, count] of (await this.#orders?.takeEnded()) ?? []) this.attempts.record(id, count);
  }

  /** @param slot from 1: that of `greeter-1` */
  backend(slot: number): Backend {
    const backend = this.#backends[slot - 1];
    if (!backend) throw new Error(`there is no backend ${slot}: 1 to ${this.#backends.length}`);
    return backend;
  }

  /** Starts more backends; resolves when all of them are ready. */
  async add(settings: readonly BackendSettings[]): Promise<void> {
    await Promise.all(settings.map((each) => this.#addOne(each)));
  }

  /** Registers an endpoint that accepts connections and never answers, as `greeter-silent`. */
  async blackHole(): Promise<void> {
    const id = `${greeter}-silent`;
    const { port, close } = await openBlackHole(() => this.attempts.record(id, 1));
    this.#endings.push(close);
    await this.#client.registrar.register({ id, service: greeter, host: '127.0.0.1', port, metadata: {} })
      .ready;
  }

  /** Changes the policy document. */
  async govern(change: (document: Policy) => Policy): Promise<void> {
    this.#document = change(this.#document);
    await this.#put(this.#service, this.#document);
  }

  /** Ends every process, however it is. Rejects with what could not be ended, after all the rest. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.#endings.splice(0).toReversed())
      await Promise.resolve(end()).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'the fleet could not be ended in order');
  }

  async #put(service: string, document: Policy): Promise<void> {
    await this.#client.config.put(policyKey(service), JSON.stringify(document));
  }

  async #addOne(settings: BackendSettings): Promise<void> {
    const slot = this.#backends.length + 1;
    const id = `${greeter}-${slot}`;
    const env = {
      ...this.#registry.env,
      ...toEnvironment(settings),
      INSTANCE_ID: id,
      LAB_SEED: String(this.#seed + slot),
      LOG_LEVEL: 'warn',
    };
    const { behaviour = {} } = settings;
    const backend = new Backend({ env, behaviour, onCalls: (count) => this.attempts.record(id, count) });
    this.#backends.push(backend);
    this.#endings.push(() => backend.stop());
    await backend.start();
  }

  async #startOrders({ instances = 2 }: OrdersSettings): Promise<void> {
    const orders = await Orders.start({ env: this.#registry.env, instances });
    this.#orders = orders;
    this.#endings.push(() => orders.stop());
    const timer = setInterval(() => void this.countAttempts().catch(() => undefined), countEveryMs);
    this.#endings.push(() => clearInterval(timer));
  }

  async #startGateway(settings: Readonly<Record<string, string>>): Promise<void> {
    const env = { ...this.#registry.env, INSTANCE_ID: 'gateway-1', ...settings };
    const gateway = await startApp('gateway', env);
    this.#endings.push(() => gateway.stop());
    this.#gateway = gateway;
  }
}
