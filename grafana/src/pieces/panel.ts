import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import type { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import type { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { prometheus } from './prometheus';

/** A panel, as a dashboard's source says it. */
export interface PanelSpec {
  readonly title: string;
  /** One sentence: what to look for. */
  readonly lookFor: string;
  /** Of Grafana's list, for example `s`, `reqps` or `percentunit`. */
  readonly unit: string;
  /** PromQL by legend; a legend such as `{{job}}` names a series by its labels. */
  readonly queries: Readonly<Record<string, string>>;
  /** Of 24 columns. The default is the kind's. */
  readonly width?: number;
}

export type Panel = TimeSeriesBuilder | StatBuilder | StateTimelineBuilder;

export interface QueryOptions {
  /** Dots that lead to traces. Default false. */
  readonly exemplars?: boolean;
}

/** Gives a panel of any kind what all have. */
export function fill<P extends Panel>(
  panel: P,
  spec: PanelSpec,
  { exemplars = false }: QueryOptions = {},
): P {
  panel.title(spec.title).description(spec.lookFor).datasource(prometheus).unit(spec.unit);
  for (const [index, [legend, expr]] of Object.entries(spec.queries).entries()) {
    const query = new DataqueryBuilder().expr(expr).legendFormat(legend).range().exemplar(exemplars);
    panel.withTarget(query.refId(String.fromCharCode(65 + index)));
  }
  return panel;
}
