import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { balancingAndDiscovery } from './balancing-and-discovery';
import { faultTolerance } from './fault-tolerance';
import { fleet } from './fleet/fleet';

const dashboards: readonly Dashboard[] = [fleet, balancingAndDiscovery, faultTolerance];

/** The files of `grafana/dashboards`, by name. */
export function dashboardFiles(): ReadonlyMap<string, string> {
  return new Map(
    dashboards.map((dashboard) => [`${dashboard.uid}.json`, `${JSON.stringify(dashboard, null, 2)}\n`]),
  );
}
