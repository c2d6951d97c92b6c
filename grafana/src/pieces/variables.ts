import {
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { prometheus } from './prometheus';

/** A choice of several; all of them at first. The names of dashboards' variables are those in `anyValues`. */
function choice(name: string, label: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(prometheus)
    .query(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: 'All', value: '$__all' });
}

/** Whatever is scraped, Prometheus itself aside. */
const fleet = 'job!="prometheus"';

export const service = choice('service', 'Service', `label_values(up{${fleet}}, job)`);
export const target = choice('target', 'Target', 'label_values(flotilla_pool_connections, target)');
export const instance = choice('instance', 'Instance', `label_values(up{${fleet}}, instance)`);

/** The processes that are chosen, by service and instance. */
export const ofService = `${fleet}, job=~"$service", instance=~"$instance"`;

/** Series of the chosen callers about the chosen targets; the label that names the target differs. */
export function ofTarget(label: 'target' | 'grpc_target' | 'service'): string {
  return `${label}=~"$target", instance=~"$instance"`;
}
