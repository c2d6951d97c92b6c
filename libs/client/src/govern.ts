import { CallError } from '@flotilla/call';
import { noPolicy } from '@flotilla/governance';
import type { Policy, PolicyWatch } from '@flotilla/governance';
import type { PolicyTelemetry } from '@flotilla/telemetry';

/**
 * Obeys the policy of a service as it changes. One that cannot be obeyed changes nothing but which instances are drained:
 * they may be about to end.
 *
 * @param obey @throws when it cannot
 */
export function govern(
  watch: PolicyWatch,
  obey: (policy: Policy) => void,
  telemetry: PolicyTelemetry | undefined,
): void {
  let inForce = noPolicy;
  watch.observe((event) => {
    if (event.type === 'watch_failed') return telemetry?.watchFailed(event.error);
    if (event.type === 'rejected') return telemetry?.rejected(event.revision, event.error);
    try {
      obey(event.policy);
      inForce = event.policy;
      telemetry?.applied(event.revision);
    } catch (error) {
      obey({ ...inForce, drained: event.policy.drained ?? [] });
      telemetry?.rejected(event.revision, CallError.from(error));
    }
  });
}
