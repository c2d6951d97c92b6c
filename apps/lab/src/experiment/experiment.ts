import type { Policy } from '@flotilla/governance';
import type { BackendSettings } from '../fleet/backend-settings';
import type { Fleet } from '../fleet/fleet';
import type { OrdersSettings } from '../fleet/orders';
import type { Load } from '../load/load';
import type { GaugeReaders } from '../run/gauges';
import type { Unit } from '../output/units';
import type { Run } from '../run/run';
import type { Span } from '../run/span';
import type { Bound } from './bound';
import type { Form } from './form';

/** One way to govern the calls, run on a fleet of its own under the same load and the same faults as the others. */
export interface Variant {
  readonly name: string;
  /** The policy document of the service `greeter`, or of `orders` in a plan with those. */
  readonly document: Policy;
  /** That of the service `gateway`. Default: it has none. */
  readonly gatewayDocument?: Policy;
  /** In place of the plan's. */
  readonly backends?: readonly BackendSettings[];
  /** What the load has in place of the plan's. */
  readonly load?: Pick<Load, 'idempotent'>;
  /** Not run in the short form, which has no time for every comparison. */
  readonly onlyInFull?: true;
}

/** Something that is done to the fleet while the load goes on. */
export interface Step {
  /** Since the load began; milliseconds. */
  readonly atMs: number;
  /** What happens, for the plots: `greeter-2 is frozen`. */
  readonly label: string;
  act(fleet: Fleet): void | Promise<void>;
}

export interface Plan {
  /** Their ids are `greeter-1`, `greeter-2` and so on. */
  readonly backends: readonly BackendSettings[];
  /** The app `orders` in place of backends, on a real PostgreSQL: requests place orders. Default none. */
  readonly orders?: OrdersSettings;
  /** Where the gateway is. Default: in no zone. */
  readonly gatewayZone?: string;
  readonly load: Load;
  /** What is read of the fleet while the load goes on. Default nothing. */
  readonly gauges?: GaugeReaders<Fleet>;
  /** In the order of their instants. */
  readonly steps: readonly Step[];
  /** Ids of the instances that the plots show in colour. Default: all, if there are at most five. */
  readonly highlight?: readonly string[];
  /** What the plot of shares counts: calls that an instance answered, or attempts that reached it. Default answers. */
  readonly shares?: 'answers' | 'attempts';
  /** Plotted in place of the shares of the instances. Default those. */
  readonly figure?: Figure;
}

/** Something that is followed over time. */
export interface Figure {
  /** What it is, in words: `Attempts per call`. */
  readonly title: string;
  readonly unit: Unit;
  /** What it was like in an interval; NaN when there was nothing to measure. */
  measure(run: Run, interval: Span): number;
}

export interface Hypothesis {
  /** What is measured, in words: `calls answered within 1 s`. */
  readonly claim: string;
  readonly variant: string;
  readonly bound: Bound;
  /** Left out of the short form: absolute times, and what a busy machine may fail without any fault of ours. */
  readonly onlyInFull?: true;
  /**
   * @param run that of the variant
   * @param runs those of all variants, by name
   * @returns the value, in the unit of the bound; NaN when there was nothing to measure
   */
  measure(run: Run, runs: ReadonlyMap<string, Run>): number;
}

/** A question, the load and the faults that answer it, and what is expected. */
export interface Experiment {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly variants: readonly Variant[];
  /** What the document of a policy has beside the policy when policies are compared by `--compare`. Default nothing. */
  readonly base?: Policy;
  plan(form: Form): Plan;
  /** Those about variants that are not run are left out. */
  hypotheses(form: Form): readonly Hypothesis[];
}

export function at(atMs: number, label: string, act: Step['act']): Step {
  return { atMs, label, act };
}

/** So many backends without any difference. */
export function alike(count: number): readonly BackendSettings[] {
  return Array.from({ length: count }, () => ({}));
}
