/** The colours of pages and plots: on paper, and on a dark screen. */
export const palette = {
  ink: ['#1b1f24', '#e6e9ee'],
  soft: ['#626b76', '#98a2ae'],
  paper: ['#ffffff', '#14171b'],
  band: ['#f5f6f8', '#1c2026'],
  rule: ['#dfe3e8', '#2f353d'],
  pass: ['#1a7f4b', '#4cc38a'],
  fail: ['#c62f2f', '#ff6b6b'],
  warn: ['#9a6700', '#e3b341'],
  p50: ['#2f6fd0', '#6ea8fe'],
  p99: ['#d9730d', '#ffa94d'],
  c1: ['#d9480f', '#ff8f5c'],
  c2: ['#2f6fd0', '#6ea8fe'],
  c3: ['#2b8a3e', '#69db7c'],
  c4: ['#862e9c', '#da77f2'],
  c5: ['#0b7285', '#66d9e8'],
  grey: ['#b4bcc6', '#5b6570'],
} as const;

export type Colour = keyof typeof palette;

const names = Object.keys(palette) as Colour[];

/** Declarations of `--ink` and so on. @param index 0 for paper, 1 for a dark screen */
export function declarations(index: 0 | 1): string {
  return names.map((name) => `--${name}: ${palette[name][index]};`).join(' ');
}
