import {
  LegendDisplayMode,
  LegendPlacement,
  VisibilityMode,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { fill } from './panel';
import type { PanelSpec } from './panel';

export interface TimelineSpec extends Omit<PanelSpec, 'unit'> {
  readonly states: ValueMapping;
}

/** A state, and when it changed: a bar for each series. */
export function timeline(spec: TimelineSpec): PanelBuilder {
  return fill(new PanelBuilder(), { ...spec, unit: 'none' })
    .span(spec.width ?? 8)
    .height(8)
    .mappings([spec.states])
    .showValue(VisibilityMode.Never)
    .mergeValues(true)
    .rowHeight(0.8)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    );
}
