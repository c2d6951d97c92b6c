import { compose } from '@flotilla/call';
import type { ListenAddress, Listener, Middleware } from '@flotilla/call';
import type { Registration } from '@flotilla/discovery';
import { serverTelemetry } from '@flotilla/telemetry';
import { AdminServer } from '../admin/admin-server';
import { advertisedHost } from './advertised-host';
import { observePolicies } from '../observe/observe-policies';
import { observeRegistration } from '../observe/observe-registration';
import { ServerPolicies } from '../policies/server-policies';
import { followPolicy } from './follow-policy';
import { resolveServiceOptions } from './service-options';
import type { ResolvedServiceOptions, ServiceOptions } from './service-options';

interface Addresses {
  /** The one to register; absent when there are no listeners. */
  readonly first: ListenAddress | undefined;
  readonly admin: ListenAddress;
}

/** A process's life: listen, prepare, register, ready; then leave, drain, close. Each is done once, in this order. */
export class Service {
  readonly #options: ResolvedServiceOptions;
  readonly #admin: AdminServer;
  readonly #policies: ServerPolicies;
  readonly #told = new AbortController();
  #registration: Registration | undefined;
  #stopFollowing: () => void = () => undefined;
  #isReady = false;
  #listening: Promise<Addresses> | undefined;
  #stopping: Promise<void> | undefined;

  /** @throws RangeError for an option out of range. */
  constructor(options: ServiceOptions) {
    this.#options = resolveServiceOptions(options);
    this.#policies = new ServerPolicies(options, options.instance.id, options.listeners[0]?.protocol);
    observePolicies(options.telemetry, this.#policies);
    this.#admin = new AdminServer({
      ...options.admin,
      metrics: options.telemetry.metrics,
      isReady: () => this.#isReady,
    });
  }

  /** Whether the service wants traffic. Once true it stays so until `stop`, also while the registry is down. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /**
   * Resolves when the service is ready: bound, and known to the registry; or when it was stopped meanwhile. Rejects when
   * an address is taken or the registry cannot take the instance, having closed everything again.
   */
  async start(): Promise<void> {
    if (this.#stopping) return this.#stopping;
    try {
      this.#listening = this.#listen();
      const addresses = await this.#listening;
      if (!this.#stopping) await this.#options.prepare?.(this.#told.signal);
      if (!this.#stopping) await this.#register(addresses);
      if (!this.#stopping) this.#setReady(true);
      if (!this.#stopping) this.#followPolicy();
    } catch (error) {
      if (this.#stopping) return this.#stopping; // what failed is given up anyway
      await this.stop().catch(() => undefined);
      throw error;
    }
  }

  /**
   * Idempotent. Resolves when everything is closed, `propagationMs + drainMs` and what `closing` takes later at most.
   * Rejects with the error of what could not be closed.
   */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#leave());
  }

  async #listen(): Promise<Addresses> {
    const { listeners, telemetry } = this.#options;
    const admin = await this.#admin.listen();
    const addresses: ListenAddress[] = [];
    for (const listener of listeners) addresses.push(await listener.listen(this.#around(listener)));
    telemetry.logger.info({ addresses, admin }, 'listening');
    return { first: addresses[0], admin };
  }

  /** What every handler runs behind, outermost first. An HTTP listener observes its requests itself. */
  #around({ protocol }: Listener): Middleware {
    if (protocol === 'http') return this.#policies.aroundRequests;
    return compose(serverTelemetry(this.#options.telemetry), this.#policies.aroundCalls);
  }

  async #register({ first, admin }: Addresses): Promise<void> {
    const { name, registrar, instance, telemetry } = this.#options;
    if (!registrar || !first) return;
    this.#registration = registrar.register({
      id: instance.id,
      service: name,
      host: instance.host ?? advertisedHost(first.host),
      port: first.port,
      ...(instance.zone && { zone: instance.zone }),
      ...(instance.version && { version: instance.version }),
      ...(instance.weight !== undefined && { weight: instance.weight }),
      metadata: { adminPort: String(admin.port), pid: String(process.pid) },
    });
    observeRegistration(telemetry, this.#registration);
    await this.#registration.ready;
  }

  #setReady(ready: boolean): void {
    this.#isReady = ready;
    for (const listener of this.#options.listeners) listener.setServing(ready);
    this.#options.telemetry.logger.info(ready ? 'ready' : 'leaving');
  }

  #followPolicy(): void {
    const { policies, name: service, instance, telemetry } = this.#options;
    if (!policies) return;
    this.#stopFollowing = followPolicy({
      policies,
      service,
      instance: instance.id,
      telemetry,
      obey: (document) => {
        const refused = this.#policies.obey(document);
        if (refused)
          telemetry.logger.warn({ reason: refused.message }, 'a section of the policy is not obeyed');
      },
    });
  }

  async #leave(): Promise<void> {
    const { propagationMs, draining, telemetry } = this.#options;
    this.#told.abort();
    this.#stopFollowing();
    this.#setReady(false);
    await this.#listening?.catch(() => undefined);
    if (this.#registration) {
      await this.#registration.deregister();
      await new Promise((resolve) => setTimeout(resolve, propagationMs));
    }
    draining?.abort();
    try {
      await this.#close();
    } finally {
      this.#policies.close();
      await this.#admin.close();
      telemetry.logger.info('closed');
      await telemetry.shutdown();
    }
  }

  /** One that cannot be closed keeps none of the others open. @throws what the first such failed with */
  async #close(): Promise<void> {
    const { listeners, drainMs, closing } = this.#options;
    const ends = await Promise.allSettled<unknown>(listeners.map((listener) => listener.close(drainMs)));
    for (const each of closing) ends.push(...(await Promise.allSettled([each.close()])));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
}
