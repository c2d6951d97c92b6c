import { CallError } from '@flotilla/call';
import { noPolicy, PolicyWatch } from '@flotilla/governance';
import type { ConfigStore } from '@flotilla/discovery';
import type { Policy } from '@flotilla/governance';
import type { PolicyTelemetry } from '@flotilla/telemetry';

/**
 * Follows the policy of a service. One that cannot be obeyed changes nothing, like one that is no good.
 *
 * @param obey @throws when it cannot
 * @returns a function that ends it
 */
export function govern(
  policies: ConfigStore,
  service: string,
  obey: (policy: Policy) => void,
  telemetry: PolicyTelemetry | undefined,
): () => void {
  const watch = new PolicyWatch(policies, service);
  let inForce = noPolicy;
  watch.observe((event) => {
    if (event.type === 'watch_failed') return telemetry?.watchFailed(event.error);
    if (event.type === 'rejected') return telemetry?.rejected(event.revision, event.error);
    try {
      obey(event.policy);
      inForce = event.policy;
      telemetry?.applied(event.revision);
    } catch (error) {
      obey(inForce);
      telemetry?.rejected(event.revision, CallError.from(error));
    }
  });
  return () => watch.close();
}
