/** What is read of a dashboard's JSON. */
export interface DashboardJson {
  readonly title: string;
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

export interface PanelQuery {
  readonly dashboard: string;
  readonly panel: string;
  readonly expr: string;
}

/** Values that let every series pass, and a range of six scrapes. */
export const anyValues: Readonly<Record<string, string>> = {
  service: '.+',
  target: '.+',
  instance: '.+',
  __rate_interval: '30s',
};

/**
 * Every query of a dashboard, as Prometheus would get it.
 *
 * @param variables the values of Grafana's variables by name, its built-in ones such as `__rate_interval` included.
 * @throws RangeError for a variable that has no value.
 */
export function queriesOf(
  { title, panels }: DashboardJson,
  variables: Readonly<Record<string, string>> = anyValues,
): PanelQuery[] {
  return panels.flatMap((panel) =>
    (panel.targets ?? []).map(({ expr }) => ({
      dashboard: title,
      panel: panel.title,
      expr: withValues(expr, variables),
    })),
  );
}

function withValues(expr: string, variables: Readonly<Record<string, string>>): string {
  return expr.replace(/\$(\w+)/g, (_all, name: string) => {
    const value = variables[name];
    if (value === undefined)
      throw new RangeError(`$${name} has no value in ${expr}: add it to the variables`);
    return value;
  });
}
