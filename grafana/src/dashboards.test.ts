import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardFiles } from './dashboards';
import { queriesOf } from './queries';

interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig: { readonly defaults: { readonly unit?: string } };
  readonly targets: readonly {
    readonly expr: string;
    readonly legendFormat: string;
    readonly exemplar: boolean;
  }[];
}

const folder = join(__dirname, '..', 'dashboards');
const files = dashboardFiles();
const dashboards = [...files.values()].map(
  (text) =>
    JSON.parse(text) as { readonly uid: string; readonly title: string; readonly panels: PanelJson[] },
);
const panels = dashboards.flatMap((dashboard) =>
  dashboard.panels
    .filter(({ type }) => type !== 'row')
    .map((panel) => [`${dashboard.title}: ${panel.title}`, panel] as const),
);

/** The cells of Grafana's grid that a panel covers. */
function cellsOf({ gridPos: { x, y, w, h } }: PanelJson): string[] {
  return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
}

describe('the committed dashboards', () => {
  it('are those that the source describes; otherwise: npm run generate -w grafana', () => {
    const committed = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
    expect(Object.fromEntries(committed)).toEqual(Object.fromEntries(files));
  });
});

describe.each(dashboards)('$title', (dashboard) => {
  const { panels } = dashboard;
  const rows = panels.filter(({ type }) => type === 'row').length;

  it('gives each panel an id and a place of its own within 24 columns', () => {
    const ids = panels.map(({ id }) => id);
    const cells = panels.flatMap(cellsOf);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
  });

  it('uses no variable but those that queriesOf fills in', () => {
    expect(queriesOf(dashboard).length).toBeGreaterThanOrEqual(panels.length - rows);
  });
});

describe.each(panels)('%s', (_name, { description, fieldConfig, targets }) => {
  it('says in one sentence what to look for, in a unit, with a legend for each query', () => {
    expect(description).toMatch(/^[^.]+(\.\d[^.]*|\.md)*\.$/);
    expect(fieldConfig.defaults.unit).toBeTruthy();
    expect(targets.filter(({ legendFormat }) => !legendFormat)).toEqual([]);
  });

  it('shows exemplars exactly where raw buckets are read', () => {
    for (const { expr, exemplar } of targets) expect(exemplar).toBe(/_bucket\{/.test(expr));
  });
});
