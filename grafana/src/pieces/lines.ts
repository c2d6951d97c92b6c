import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Colours } from './colours';
import { fill } from './panel';
import type { PanelSpec, QueryOptions } from './panel';

export interface LinesSpec extends PanelSpec, QueryOptions {
  /** Fixed colours of series; the others have one by their name, the same on every panel. */
  readonly colours?: Colours;
  /** Draws a red line: above it, something is wrong. */
  readonly limit?: number;
  /** The upper end of the axis. Default: what the values need. */
  readonly max?: number;
  /** For parts of a whole. Default false. */
  readonly stacked?: boolean;
}

const defaultWidth = 8;

/** How values change. */
export function lines(spec: LinesSpec): PanelBuilder {
  const panel = fill(new PanelBuilder(), spec, spec)
    .span(spec.width ?? defaultWidth)
    .height(8)
    .min(0)
    .lineWidth(1)
    .fillOpacity(spec.stacked ? 30 : 8)
    .showPoints(VisibilityMode.Never)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .legend(legend())
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (spec.max !== undefined) panel.max(spec.max);
  if (spec.stacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  if (spec.limit !== undefined) drawLimit(panel, spec.limit);
  colour(panel, spec.colours ?? {});
  return panel;
}

function legend(): VizLegendOptionsBuilder {
  return new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true)
    .calcs(['lastNotNull']);
}

function drawLimit(panel: PanelBuilder, limit: number): void {
  const steps = [
    { value: null, color: 'transparent' },
    { value: limit, color: 'red' },
  ];
  panel
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps))
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
}

function colour(panel: PanelBuilder, colours: Colours): void {
  for (const [name, fixedColor] of Object.entries(colours))
    panel.overrideByName(name, [{ id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor } }]);
}
