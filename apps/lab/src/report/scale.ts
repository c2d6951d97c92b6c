/** Maps values to positions, and says where to draw ticks. */
export interface Scale {
  at(value: number): number;
  readonly ticks: readonly number[];
}

type Range = readonly [from: number, to: number];

/** From 0 to `max`, with a tick at each multiple of a round step, `count` of them at most. */
export function linearScale(max: number, [from, to]: Range, count: number): Scale {
  const step = roundStep(max / count);
  const ticks = Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, index) => index * step);
  return { at: (value) => from + ((to - from) * value) / max, ticks };
}

/** From `min` to a round value at or above `max`, with ticks at powers of ten; what is outside is drawn on the edge. */
export function logScale(min: number, max: number, [from, to]: Range): Scale {
  const first = Math.log10(min);
  const last = Math.log10(roundStep(Math.max(max, min * 10)));
  const part = (value: number): number => (Math.log10(value) - first) / (last - first);
  const powers = Array.from({ length: Math.floor(last) - Math.ceil(first) + 1 }, (_, index) => index);
  return {
    at: (value) => from + (to - from) * Math.min(1, Math.max(0, part(value))),
    ticks: powers.map((index) => 10 ** (Math.ceil(first) + index)),
  };
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is not below a value. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}
