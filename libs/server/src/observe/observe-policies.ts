import type { TraceContext } from '@flotilla/call';
import type { Telemetry } from '@flotilla/telemetry';
import type { ServerPolicies } from '../policies/server-policies';

/** Maps what the policies around handlers report to metrics, and to events on the spans of the calls. */
export function observePolicies(telemetry: Telemetry, policies: ServerPolicies): void {
  observeRefusals(telemetry, policies);
  observeFaults(telemetry, policies);
  const { metrics } = telemetry;
  const { state } = policies.admission;
  const [limit, inFlight] = [metrics.serverLimit.with({}), metrics.serverInFlight.with({})];
  metrics.beforeScrape(() => {
    limit.set(state.limit);
    inFlight.set(state.inFlight);
  });
}

/** Calls that were refused before any work. */
function observeRefusals({ metrics, tracer }: Telemetry, policies: ServerPolicies): void {
  const count = (reason: string) => metrics.serverRefusals.with({ reason });
  const counts = {
    limit: count('limit'),
    streams: count('streams'),
    loop_delay: count('loop_delay'),
    rate_limit: count('rate_limit'),
  };
  const refused = (reason: keyof typeof counts, trace: TraceContext | undefined): void => {
    counts[reason].inc();
    tracer.event(trace, 'refused', { reason });
  };
  policies.admission.observe((event) => {
    if (event.type === 'refused') refused(event.reason, event.context.trace);
  });
  policies.rateLimit.observe(({ context }) => refused('rate_limit', context.trace));
}

/** What the policy document asked for. */
function observeFaults({ metrics, tracer }: Telemetry, { faultInjection }: ServerPolicies): void {
  const count = (fault: string) => metrics.faultsInjected.with({ fault });
  const counts = { latency: count('latency'), code: count('code'), abort: count('abort') };
  faultInjection.observe(({ context, fault }) => {
    counts[fault].inc();
    tracer.event(context.trace, 'fault_injected', { fault });
  });
}
