/**
 * The fleet's dashboards: `npm run generate` writes `dashboards/`, which Grafana is provisioned with. Exported is what
 * tests run the committed queries with.
 */
export { anyValues, queriesOf } from './queries';
export type { DashboardJson, PanelQuery } from './queries';
