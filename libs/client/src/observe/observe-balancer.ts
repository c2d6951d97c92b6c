import type { Balancer, BalancerEvent, EndpointLoad } from '@flotilla/balancing';
import type { Metrics, Telemetry } from '@flotilla/telemetry';

/** The load on each instance of a service, and those that are ejected. @returns a function that ends it */
export function observeBalancer(telemetry: Telemetry, target: string, balancer: Balancer): () => void {
  const ejections = telemetry.metrics.balancerEjections.with({ target });
  balancer.observe((event) => {
    if (event.type === 'ejected') ejections.inc();
    logEvent(telemetry, target, event);
  });
  const show = showLoads(telemetry.metrics, target);
  const stop = telemetry.metrics.beforeScrape(() => show(balancer.loads()));
  return () => {
    stop();
    show([]);
    telemetry.metrics.balancerEjected.forget({ target });
  };
}

/** Sets the gauges of each instance, and forgets those of instances that are not picked any more. */
function showLoads(metrics: Metrics, target: string): (loads: readonly EndpointLoad[]) => void {
  let shown: ReadonlySet<string> = new Set();
  return (loads) => {
    metrics.balancerEjected.with({ target }).set(loads.filter(({ ejected }) => ejected).length);
    const present = new Set(loads.map(({ endpoint }) => endpoint.id));
    for (const endpoint of shown) {
      if (present.has(endpoint)) continue;
      metrics.balancerInFlight.forget({ target, endpoint });
      metrics.balancerLatency.forget({ target, endpoint });
    }
    for (const { endpoint, inFlight, latencyMs } of loads) {
      const labels = { target, endpoint: endpoint.id };
      metrics.balancerInFlight.with(labels).set(inFlight);
      if (latencyMs === undefined) metrics.balancerLatency.forget(labels);
      else metrics.balancerLatency.with(labels).set(latencyMs / 1_000);
    }
    shown = present;
  };
}

function logEvent({ logger }: Telemetry, target: string, event: BalancerEvent): void {
  if (event.type === 'panic') {
    const { active } = event;
    return logger.warn({ target, active }, 'panic: too few healthy endpoints, all ready ones are used');
  }
  const endpoint = event.endpoint.id;
  if (event.type === 'returned') return logger.info({ target, endpoint }, 'endpoint returned from ejection');
  const { forMs, reason } = event;
  logger.warn({ target, endpoint, forMs, reason }, 'endpoint ejected');
}
