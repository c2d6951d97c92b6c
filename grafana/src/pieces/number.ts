import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { fill } from './panel';
import type { PanelSpec } from './panel';

export interface NumberSpec extends PanelSpec {
  /** Where good ends: green on this side, red on the other. */
  readonly good: { readonly above: number } | { readonly below: number };
  readonly decimals?: number;
}

/** How it is now. */
export function number(spec: NumberSpec): PanelBuilder {
  const panel = fill(new PanelBuilder(), spec)
    .span(spec.width ?? 6)
    .height(4)
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.Area)
    .textMode(BigValueTextMode.Auto)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps(spec.good)));
  if (spec.decimals !== undefined) panel.decimals(spec.decimals);
  return panel;
}

function steps(good: NumberSpec['good']): Threshold[] {
  return 'above' in good
    ? [
        { value: null, color: 'red' },
        { value: good.above, color: 'green' },
      ]
    : [
        { value: null, color: 'green' },
        { value: good.below, color: 'red' },
      ];
}
