import type { Metric, Registry } from 'prom-client';
import type { Instrument } from './family';
import { Histogram } from './histogram';
import { ValueFamily } from './value-family';

/** 1 ms to 10 s, with a bound at 2 s: later than that counts as failed. Few, because each is a series per label set. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

export type CounterOf<L extends string> = Instrument<L, { inc(by?: number): void }>;
export type GaugeOf<L extends string> = Instrument<L, { set(value: number): void }>;
export type DurationOf<L extends string> = Instrument<
  L,
  { observe(seconds: number, exemplar?: { readonly traceId: string }): void }
>;

export interface Families {
  counter<L extends string>(name: string, help: string, labelNames: L[]): CounterOf<L>;
  gauge<L extends string>(name: string, help: string, labelNames: L[]): GaugeOf<L>;
  duration<L extends string>(name: string, help: string, labelNames: L[]): DurationOf<L>;
}

/** Defines metrics on prom-client's registry, where those of others are as well. */
export function familiesOn(registry: Registry): Families {
  function registered<F extends object>(family: F): F {
    // The registry needs of a metric what a family has; its type asks for one of prom-client's own classes.
    registry.registerMetric(family as unknown as Metric);
    return family;
  }
  return {
    counter: (name, help, labelNames) => registered(new ValueFamily('counter', { name, help, labelNames })),
    gauge: (name, help, labelNames) => registered(new ValueFamily('gauge', { name, help, labelNames })),
    duration: (name, help, labelNames) =>
      registered(new Histogram({ name, help, labelNames }, durationBuckets)),
  };
}
