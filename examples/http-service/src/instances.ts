import type { CallContext } from '@flotilla/call';
import type { Discovery, Instance } from '@flotilla/discovery';

/** The instances of a service as discovery last told them, one after the other. */
export class Instances {
  #instances: readonly Instance[] = [];
  #next = 0;

  /** @param signal ends the watch */
  constructor(discovery: Discovery, service: string, signal: AbortSignal) {
    void this.#follow(discovery, service, signal);
  }

  /** The next in turn that this call has not tried, and notes that it is tried now. */
  next({ attempts, attempt }: CallContext): Instance {
    const tried = attempts.map(({ endpointId }) => endpointId);
    const fresh = this.#instances.filter(({ id }) => !tried.includes(id));
    const candidates = fresh.length > 0 ? fresh : this.#instances;
    const instance = candidates[this.#next++ % candidates.length];
    if (!instance) throw new Error('no instance is registered');
    if (attempt) attempt.endpointId = instance.id;
    return instance;
  }

  async #follow(discovery: Discovery, service: string, signal: AbortSignal): Promise<void> {
    for await (const { instances } of discovery.watch(service, { signal })) this.#instances = instances;
  }
}
