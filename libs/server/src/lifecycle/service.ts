import { setTimeout as delay } from 'node:timers/promises';
import { compose } from '@flotilla/call';
import type { ListenAddress, Middleware } from '@flotilla/call';
import type { Registration } from '@flotilla/discovery';
import { propagate, refuseLate } from '@flotilla/fault-tolerance';
import { serverTelemetry } from '@flotilla/telemetry';
import type { Telemetry } from '@flotilla/telemetry';
import { AdminServer } from '../admin/admin-server';
import { advertisedHost } from './advertised-host';
import type { ServiceOptions } from './service-options';

/** What every handler runs behind, outermost first. */
function handlerMiddleware(telemetry: Telemetry): Middleware {
  return compose(serverTelemetry(telemetry), refuseLate(), propagate());
}

/** A process's life: listen, register, ready; then leave, drain, close. Each is done once, in this order. */
export class Service {
  readonly #options: ServiceOptions;
  readonly #admin: AdminServer;
  #registration: Registration | undefined;
  #isReady = false;
  #stopping: Promise<void> | undefined;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#admin = new AdminServer({
      ...options.admin,
      metrics: options.telemetry.metrics.registry,
      isReady: () => this.#isReady,
    });
  }

  /** Whether the service wants traffic. Once true it stays so until `stop`, also while the registry is down. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Resolves when the service is ready: bound, and known to the registry. Rejects when an address is taken. */
  async start(): Promise<void> {
    const { listeners, telemetry } = this.#options;
    const middleware = handlerMiddleware(telemetry);
    const admin = await this.#admin.listen();
    const addresses: ListenAddress[] = [];
    for (const listener of listeners) addresses.push(await listener.listen(middleware));
    telemetry.logger.info({ addresses, admin }, 'listening');
    if (addresses[0]) await this.#register(addresses[0], admin.port);
    if (!this.#stopping) this.#setReady(true);
  }

  /** Idempotent. Resolves when everything is closed, about `propagationMs + drainMs` later at most. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#leave());
  }

  async #register(address: ListenAddress, adminPort: number): Promise<void> {
    const { name, registrar, instance, telemetry } = this.#options;
    if (!registrar) return;
    this.#registration = registrar.register({
      id: instance.id,
      service: name,
      host: instance.host ?? advertisedHost(address.host),
      port: address.port,
      ...(instance.zone && { zone: instance.zone }),
      ...(instance.version && { version: instance.version }),
      ...(instance.weight !== undefined && { weight: instance.weight }),
      metadata: { adminPort: String(adminPort), pid: String(process.pid) },
    });
    logRegistration(this.#registration, telemetry.logger);
    await this.#registration.ready;
  }

  #setReady(ready: boolean): void {
    this.#isReady = ready;
    for (const listener of this.#options.listeners) listener.setServing(ready);
    this.#options.telemetry.logger.info(ready ? 'ready' : 'leaving');
  }

  async #leave(): Promise<void> {
    const { listeners, propagationMs = 2_000, drainMs = 10_000, closing = [], telemetry } = this.#options;
    this.#setReady(false);
    if (this.#registration) {
      await this.#registration.deregister();
      await delay(propagationMs);
    }
    await Promise.all(listeners.map((listener) => listener.close(drainMs)));
    for (const each of closing) await each.close();
    await this.#admin.close();
    telemetry.logger.info('closed');
    await telemetry.shutdown();
  }
}

function logRegistration(registration: Registration, logger: Telemetry['logger']): void {
  registration.observe((event) => {
    if (event.type === 'error')
      logger.warn({ err: event.error }, 'the registry does not take the registration');
    else logger.info({ state: event.state }, 'registration');
  });
}
