import type { Colour } from './palette';

const lines: readonly Colour[] = ['p50', 'p99', 'c1', 'c2', 'c3', 'c4', 'c5'];

/** The rules for what is in a plot. @param colour how a colour is written there, as `var(--ink)` or `#1b1f24` */
export function plotStyle(colour: (name: Colour) => string): string {
  return [
    `.grid { stroke: ${colour('rule')}; }`,
    `.tick { fill: ${colour('soft')}; font-variant-numeric: tabular-nums; } .label { fill: ${colour('ink')}; }`,
    `.mark { stroke: ${colour('ink')}; stroke-dasharray: 3 3; opacity: .55; }`,
    '.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }',
    `.failed { fill: ${colour('fail')}; opacity: .45; }`,
    ...lines.map((name) => `.line.${name} { stroke: ${colour(name)}; }`),
    `.line.grey { stroke: ${colour('grey')}; stroke-width: 1.2; }`,
  ].join('\n');
}
