import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { queriesOf } from '@flotilla/grafana';
import type { DashboardJson, PanelQuery } from '@flotilla/grafana';

const folder = join(__dirname, '..', '..', 'grafana', 'dashboards');

/** Every query of the committed dashboards, with values of their variables that let everything pass. */
export const dashboardQueries: readonly PanelQuery[] = readdirSync(folder).flatMap((file) =>
  queriesOf(JSON.parse(readFileSync(join(folder, file), 'utf8')) as DashboardJson),
);
