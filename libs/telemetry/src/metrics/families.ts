import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import { bounded } from './bounded';
import type { Instrument } from './bounded';

/** 1 ms to 10 s, with a bound at 2 s: later than that counts as failed. Few, because each is a series per label set. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

export type CounterOf<L extends string> = Instrument<L, { inc(by?: number): void }>;
export type GaugeOf<L extends string> = Instrument<L, { set(value: number): void }>;
export type DurationOf<L extends string> = Instrument<L, { observe(seconds: number): void }>;

interface Families {
  counter<L extends string>(name: string, help: string, labelNames: L[]): CounterOf<L>;
  gauge<L extends string>(name: string, help: string, labelNames: L[]): GaugeOf<L>;
  duration<L extends string>(name: string, help: string, labelNames: L[]): DurationOf<L>;
}

/** Defines prom-client's metrics on a registry, with bounded labels. */
export function familiesOn(registry: Registry): Families {
  const registers = [registry];
  return {
    counter(name, help, labelNames) {
      const family = new Counter({ name, help, labelNames, registers });
      return bounded(labelNames, (labels) => family.labels(labels));
    },
    gauge(name, help, labelNames) {
      const family = new Gauge({ name, help, labelNames, registers });
      return bounded(labelNames, (labels) => family.labels(labels));
    },
    duration(name, help, labelNames) {
      const family = new Histogram({ name, help, labelNames, registers, buckets: durationBuckets });
      return bounded(labelNames, (labels) => family.labels(labels));
    },
  };
}
