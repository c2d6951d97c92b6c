import type { ConfigStore } from '@flotilla/discovery';
import { PolicyWatch } from '@flotilla/governance';
import { policyTelemetry } from '@flotilla/telemetry';
import type { Telemetry } from '@flotilla/telemetry';

interface Followed {
  readonly policies: ConfigStore;
  readonly service: string;
  /** Of this process. */
  readonly instance: string;
  readonly telemetry: Telemetry;
}

/**
 * Follows the policy of a service in a process that serves it. What a document may hold so far is obeyed by clients; a
 * server says what is in force, and whether it is drained.
 *
 * @returns a function that ends it
 */
export function followPolicy({ policies, service, instance, telemetry }: Followed): () => void {
  const watch = new PolicyWatch(policies, service);
  const observed = policyTelemetry(telemetry, service);
  let isDrained = false;
  watch.observe((event) => {
    if (event.type === 'watch_failed') return observed.watchFailed(event.error);
    if (event.type === 'rejected') return observed.rejected(event.revision, event.error);
    observed.applied(event.revision);
    const drained = event.policy.drained?.includes(instance) ?? false;
    if (drained !== isDrained) telemetry.logger.warn({ instance }, drained ? 'drained' : 'no longer drained');
    isDrained = drained;
  });
  return () => watch.close();
}
