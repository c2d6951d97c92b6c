/** How many values of one label an instrument tells apart; every further value is counted as `other`. */
export const maxLabelValues = 100;

export type Labels<L extends string> = Readonly<Record<L, string>>;

/** A family of series that differ in their labels. */
export interface Instrument<L extends string, Series> {
  /** The series with these labels. Look it up once and keep it: a lookup costs several times an update. */
  with(labels: Labels<L>): Series;
}

/** Keeps what strangers can choose (method names, routes, instance ids) from growing the metrics without end. */
export function bounded<L extends string, Series>(
  names: readonly L[],
  series: (labels: Labels<L>) => Series,
): Instrument<L, Series> {
  const seen = new Map(names.map((name) => [name, new Set<string>()]));
  const admit = (name: L, value: string): string => {
    const values = seen.get(name);
    if (!values || values.has(value)) return value;
    if (values.size >= maxLabelValues) return 'other';
    values.add(value);
    return value;
  };
  return {
    with(labels) {
      const admitted: Record<L, string> = { ...labels };
      for (const name of names) admitted[name] = admit(name, labels[name]);
      return series(admitted);
    },
  };
}
