const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** A time as people write it, `500ms`, `30s`, `1.5m`, `1h`: in whole milliseconds; undefined for what is none. */
export function parseDuration(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  return unit === undefined ? undefined : Math.round(Number(number) * units[unit as keyof typeof units]);
}
