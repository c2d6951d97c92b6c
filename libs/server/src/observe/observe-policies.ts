import type { Telemetry } from '@flotilla/telemetry';
import type { ServerPolicies } from '../policies/server-policies';

/** Maps what the policies around handlers report to metrics, and to events on the spans of the calls. */
export function observePolicies({ metrics, tracer }: Telemetry, policies: ServerPolicies): void {
  const refused = (reason: string, trace: Parameters<typeof tracer.event>[0]): void => {
    metrics.serverRefusals.with({ reason }).inc();
    tracer.event(trace, 'refused', { reason });
  };
  metrics.serverLimit.with({}).set(policies.admission.state.limit);
  policies.admission.observe((event) => {
    if (event.type === 'limit') metrics.serverLimit.with({}).set(event.limit);
    else refused(event.reason, event.context.trace);
  });
  policies.rateLimit.observe(({ context }) => refused('rate_limit', context.trace));
  policies.faultInjection.observe(({ context, fault }) => {
    metrics.faultsInjected.with({ fault }).inc();
    tracer.event(context.trace, 'fault_injected', { fault });
  });
}
