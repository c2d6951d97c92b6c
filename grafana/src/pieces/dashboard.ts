import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type {
  Dashboard,
  DashboardLink,
  QueryVariableBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from './panel';

export interface DashboardSpec {
  /** Stable: it is in links, and the name of the file. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly QueryVariableBuilder[];
  readonly rows: Readonly<Record<string, readonly Panel[]>>;
}

/** Every dashboard has it, and links to all that have it. */
const tag = 'flotilla';

export function dashboard({ uid, title, description, variables, rows }: DashboardSpec): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([tag])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh('5s')
    .time({ from: 'now-15m', to: 'now' })
    .timezone('browser')
    .link(linkToSiblings())
    .variables([...variables]);
  let id = 0;
  for (const [name, panels] of Object.entries(rows)) {
    builder.withRow(new RowBuilder(name).id(++id));
    for (const panel of panels) builder.withPanel(panel.id(++id));
  }
  return builder.build();
}

/** The builder puts links into a menu; without that, they are in sight. */
function linkToSiblings(): Builder<DashboardLink> {
  const link = new DashboardLinkBuilder('Flotilla')
    .type(DashboardLinkType.Dashboards)
    .tags([tag])
    .includeVars(true)
    .keepTime(true)
    .build();
  delete link.placement;
  return { build: () => link };
}
