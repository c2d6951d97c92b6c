import { policyKey } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';
import { registries, startApp } from '@flotilla/testing';
import type { RegistryUnderTest } from '@flotilla/testing';
import type { Sender } from '../load/sender';
import { throughClient } from '../load/through-client';
import { throughGateway } from '../load/through-gateway';
import { AttemptLog } from './attempt-log';
import { Backend } from './backend';
import { toEnvironment } from './backend-settings';
import type { BackendSettings } from './backend-settings';
import { openBlackHole } from './black-hole';

export interface FleetOptions {
  readonly backends: readonly BackendSettings[];
  /** Default: in no zone. */
  readonly gatewayZone?: string | undefined;
  /** The policy document of the service `greeter`, there before anybody asks for it. */
  readonly document: Policy;
  /** Of the backends' work times. */
  readonly seed: number;
}

const service = 'greeter';

/** What an experiment plays with: a registry, backends, and a gateway before them, each a process of its own. */
export class Fleet {
  readonly attempts = new AttemptLog();
  readonly #registry: RegistryUnderTest;
  readonly #client: ReturnType<RegistryUnderTest['open']>;
  readonly #seed: number;
  readonly #backends: Backend[] = [];
  /** Done when it stops, the last first. */
  readonly #endings: (() => unknown)[] = [];
  #document: Policy = {};
  #gatewayAddress = '';

  /** Starts one on free ports; resolves when it serves. What was started is ended again if the rest fails to. */
  static async start({ backends, gatewayZone = '', document, seed }: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(await registries.embedded(), seed);
    try {
      await fleet.govern(() => document);
      await fleet.add(backends);
      await fleet.#startGateway(gatewayZone);
      return fleet;
    } catch (error) {
      await fleet.stop();
      throw error;
    }
  }

  private constructor(registry: RegistryUnderTest, seed: number) {
    this.#registry = registry;
    this.#client = registry.open();
    this.#seed = seed;
    this.#endings.push(
      () => registry.close(),
      () => this.#client.close(),
    );
  }

  /** The way of the load; to be closed before the fleet is stopped. */
  sender(through: 'gateway' | 'client'): Sender {
    return through === 'client'
      ? throughClient(this.#client)
      : throughGateway(`http://${this.#gatewayAddress}`);
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
    const id = `${service}-silent`;
    const { port, close } = await openBlackHole(() => this.attempts.record(id, 1));
    this.#endings.push(close);
    await this.#client.registrar.register({ id, service, host: '127.0.0.1', port, metadata: {} }).ready;
  }

  /** Changes the policy document. */
  async govern(change: (document: Policy) => Policy): Promise<void> {
    this.#document = change(this.#document);
    await this.#client.config.put(policyKey(service), JSON.stringify(this.#document));
  }

  /** Ends every process, however it is. Rejects with what could not be ended, after all the rest. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.#endings.splice(0).toReversed())
      await Promise.resolve(end()).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'the fleet could not be ended in order');
  }

  async #addOne(settings: BackendSettings): Promise<void> {
    const slot = this.#backends.length + 1;
    const id = `${service}-${slot}`;
    const env = {
      ...this.#registry.env,
      ...toEnvironment(settings),
      INSTANCE_ID: id,
      LAB_SEED: String(this.#seed + slot),
      LOG_LEVEL: 'warn',
    };
    const backend = new Backend({ env, onCalls: (count) => this.attempts.record(id, count) });
    this.#backends.push(backend);
    this.#endings.push(() => backend.stop());
    await backend.start();
  }

  async #startGateway(zone: string): Promise<void> {
    const env = { ...this.#registry.env, PORT: '0', INSTANCE_ID: 'gateway-1', ZONE: zone };
    const gateway = await startApp('gateway', env);
    this.#endings.push(() => gateway.stop());
    this.#gatewayAddress = gateway.address;
  }
}
