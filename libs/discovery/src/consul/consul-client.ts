import { CallError } from '@flotilla/call';
import Consul from 'consul';
import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Entry } from '../config-store';
import type { Instance } from '../instance';
import type { ConsulAddress } from './consul-address';
import type { Bound } from '../bound';
import type { Answer, ConsulApi } from './consul-api';
import { toConsulError, toDenial } from './consul-error';
import { createHttpAgent } from './http-agent';
import { toEntry } from './kv-entry';
import { toListing, toRegistration } from './service-entry';
import type { Listing } from './service-entry';
import { getServiceDefaults } from './visibility';

/** How long a blocking query waits for a change. */
const waitMs = 55_000;
/** Consul adds up to a sixteenth to the wait: 58.4 s. */
const blockingTimeoutMs = 60_000;
const requestTimeoutMs = 5_000;

/** Options that the npm package `consul` takes with every request, but does not declare. */
interface RequestOptions {
  /** Its event `cancel` aborts the request; an AbortSignal would silently be ignored. */
  readonly ctx: EventEmitter;
  readonly timeout: number;
  readonly token?: string;
  readonly index?: string;
  readonly wait?: string;
}

/** The thin edge: Consul's HTTP API by way of the npm package `consul`. It decides nothing. */
export class ConsulClient implements ConsulApi {
  readonly #consul: Consul;
  readonly #peer: string;
  readonly #credentials: { readonly token?: string };

  constructor(address: ConsulAddress, token?: string) {
    const { port, secure } = address;
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    this.#peer = `Consul at ${secure ? 'https' : 'http'}://${host}:${port}`;
    this.#credentials = token === undefined ? {} : { token };
    this.#consul = new Consul({ host, port, secure, agent: createHttpAgent(address) });
  }

  async instances(service: string, index: number, signal: AbortSignal): Promise<Answer<Listing>> {
    const [response, entries] = await this.#block(index, signal, (options) =>
      this.#consul.health.service({ service, passing: true, ...options }),
    );
    if (!Array.isArray(entries)) throw this.#notConsul();
    return { value: toListing(entries), index: this.#indexOf(response) };
  }

  async assertVisible(service: string, signal: AbortSignal): Promise<void> {
    const bound = { timeoutMs: requestTimeoutMs, signal };
    try {
      await this.#send(bound, (options) => getServiceDefaults(this.#consul, service, options));
    } catch (error) {
      if (CallError.from(error).code !== 'NOT_FOUND') throw error;
    }
    const [, nodes] = await this.#send(bound, (options) => this.#consul.catalog.node.list(options));
    if (!Array.isArray(nodes)) throw this.#notConsul();
    // There is one at least, that of a server.
    if (nodes.length === 0) throw toDenial(this.#peer, 'no node is visible');
  }

  async serviceNames(): Promise<string[]> {
    const [, services] = await this.#send({ timeoutMs: requestTimeoutMs }, (options) =>
      this.#consul.catalog.services(options),
    );
    if (typeof services !== 'object' || services === null) throw this.#notConsul();
    return Object.keys(services);
  }

  async ping(): Promise<void> {
    const [, leader] = await this.#send({ timeoutMs: requestTimeoutMs }, (options) =>
      this.#consul.status.leader(options),
    );
    if (leader === '') throw new CallError('UNAVAILABLE', `${this.#peer} has no leader yet: try again`);
    if (typeof leader !== 'string' || !/:\d+$/.test(leader)) throw this.#notConsul();
  }

  async register(instance: Instance, ttlMs: number, bound: Bound): Promise<void> {
    const entry = toRegistration(instance, ttlMs);
    await this.#command(bound, (options) => this.#consul.agent.service.register({ ...entry, ...options }));
  }

  async pass(id: string, bound: Bound): Promise<void> {
    await this.#command(bound, (options) =>
      this.#consul.agent.check.pass({ id: `service:${id}`, ...options }),
    );
  }

  async deregister(id: string, bound: Bound): Promise<void> {
    await this.#command(bound, (options) => this.#consul.agent.service.deregister({ id, ...options }));
  }

  async entry(key: string, index: number, signal?: AbortSignal): Promise<Answer<Entry | undefined>> {
    const [response, item] = await this.#block(index, signal, (options) =>
      this.#consul.kv.get({ key, ...options }),
    );
    const value = toEntry(key, item);
    if (!value && response.statusCode !== 404) throw this.#notConsul();
    return { value, index: this.#indexOf(response) };
  }

  async putEntry(key: string, value: string, cas: number | undefined): Promise<boolean> {
    const condition = cas === undefined ? {} : { cas };
    const [, written] = await this.#send({ timeoutMs: requestTimeoutMs }, (options) =>
      this.#consul.kv.set({ key, value, ...condition, ...options }),
    );
    if (typeof written !== 'boolean') throw this.#notConsul();
    return written;
  }

  async deleteEntry(key: string): Promise<void> {
    await this.#send({ timeoutMs: requestTimeoutMs }, (options) => this.#consul.kv.del({ key, ...options }));
  }

  /** Sends what Consul answers without a word: any other answer is not Consul's. */
  async #command(bound: Bound, request: (options: RequestOptions) => Promise<unknown>): Promise<void> {
    const [response] = await this.#send(bound, request);
    if ((response as { body?: unknown }).body !== undefined) throw this.#notConsul();
  }

  /** Sends a query that waits for news when its index is above 0. */
  #block(
    index: number,
    signal: AbortSignal | undefined,
    request: (options: RequestOptions) => Promise<unknown>,
  ): Promise<readonly [IncomingMessage, unknown]> {
    const blocking = index > 0 && { index: String(index), wait: `${waitMs}ms` };
    const bound = { timeoutMs: blocking ? blockingTimeoutMs : requestTimeoutMs, ...(signal && { signal }) };
    return this.#send(bound, (options) => request({ ...options, ...blocking }));
  }

  #indexOf({ headers }: IncomingMessage): number {
    const index = Number(headers['x-consul-index'] ?? Number.NaN);
    if (!Number.isSafeInteger(index)) throw this.#notConsul();
    return index;
  }

  async #send(
    { timeoutMs, signal }: Bound,
    request: (options: RequestOptions) => Promise<unknown>,
  ): Promise<readonly [IncomingMessage, unknown]> {
    if (signal?.aborted) throw new CallError('CANCELLED', `the request to ${this.#peer} was cancelled`);
    // With `includeResponse` it answers with the response too: the only way to X-Consul-Index.
    const ctx = Object.assign(new EventEmitter(), { includeResponse: true });
    const cancel = (): void => void ctx.emit('cancel');
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const answer = await request({ ctx, timeout: timeoutMs, ...this.#credentials });
      // The package tells errors by `instanceof`, and so resolves with those of another realm, as jest has them.
      if (!Array.isArray(answer)) throw toConsulError(this.#peer, answer);
      return answer as [IncomingMessage, unknown];
    } catch (error) {
      throw toConsulError(this.#peer, error);
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  #notConsul(): CallError {
    return new CallError('INTERNAL', `${this.#peer} answers, but not as Consul does: check the address`);
  }
}
