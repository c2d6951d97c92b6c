/** What a figure is: milliseconds, a share (0 to 1, shown in per cent), a ratio, a number of things. */
export type Unit = 'ms' | '%' | '×' | 'count';

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A figure as people read it: `99.96 %`, `1.32 ×`, `2,001 ms`. Small durations keep a decimal. */
export function format(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return 'not measured';
  if (unit === 'count') return numbers.format(value);
  if (unit === '%') return `${numbers.format(value * 100)} %`;
  if (unit === '×') return `${numbers.format(value)} ×`;
  return `${value < 10 ? numbers.format(Math.round(value * 10) / 10) : whole.format(value)} ms`;
}
