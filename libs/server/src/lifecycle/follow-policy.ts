import { CallError } from '@flotilla/call';
import type { ConfigStore } from '@flotilla/discovery';
import { PolicyWatch } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';
import { policyTelemetry } from '@flotilla/telemetry';
import type { Telemetry } from '@flotilla/telemetry';

interface Followed {
  readonly policies: ConfigStore;
  readonly service: string;
  /** Of this process. */
  readonly instance: string;
  readonly telemetry: Telemetry;
  /** @throws when it cannot; then nothing is changed */
  readonly obey: (document: Policy) => void;
}

/**
 * Follows the policy of a service in a process that serves it: obeys what it says of servers, and says whether the process is
 * drained, which is its clients' to obey.
 *
 * @returns a function that ends it
 */
export function followPolicy({ policies, service, instance, telemetry, obey }: Followed): () => void {
  const watch = new PolicyWatch(policies, service);
  const observed = policyTelemetry(telemetry, service);
  let isDrained = false;
  watch.observe((event) => {
    if (event.type === 'watch_failed') return observed.watchFailed(event.error);
    if (event.type === 'rejected') return observed.rejected(event.revision, event.error);
    try {
      obey(event.policy);
      observed.applied(event.revision);
    } catch (error) {
      observed.rejected(event.revision, CallError.from(error));
    }
    const drained = event.policy.drained?.includes(instance) ?? false;
    if (drained !== isDrained) telemetry.logger.warn({ instance }, drained ? 'drained' : 'no longer drained');
    isDrained = drained;
  });
  return () => watch.close();
}
