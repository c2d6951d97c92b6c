const unitsMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const shape = /^([+-]?)(0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/;

/** Reads a duration as Go writes it (`15s`, `1m0s`, `1.5h`, `-1s`, `0`); undefined for anything else. */
export function parseDurationMs(text: string): number | undefined {
  const [, sign, terms] = shape.exec(text) ?? [];
  if (terms === undefined) return undefined;
  let ms = 0;
  for (const [, amount, unit] of terms.matchAll(/([\d.]+)([a-zµ]+)/g))
    ms += Number(amount) * (unitsMs[unit ?? ''] ?? 0);
  return sign === '-' ? -ms : ms;
}
