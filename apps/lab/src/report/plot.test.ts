import { drawPlot, frame, pathOf } from './plot';
import { linearScale } from './scale';

it('interrupts a path where a point is missing', () => {
  const points = [
    [0, 1],
    [10, 2.26],
    [20, NaN],
    [30, 4],
    [40, 5],
  ] as const;
  expect(pathOf(points)).toBe('M0 1L10 2.3M30 4L40 5');
});

describe('a plot', () => {
  const svg = drawPlot({
    title: 'shares of <default>',
    atMs: [0, 5_000, 10_000],
    x: linearScale(10_000, [frame.left, frame.right], 5),
    y: linearScale(1, [frame.bottom, frame.top], 2),
    formatY: (value) => `${value * 100} %`,
    lines: [{ name: 'greeter-1', colour: 'c1', values: [0, 0.5, 1] }],
    marks: [
      { label: 'frozen & silent', atMs: 2_500 },
      { label: 'thawed', atMs: 7_500 },
    ],
  });

  it('draws lines from corner to corner of its frame', () => {
    expect(svg).toContain(`d="M58 218L302 134L546 50"`);
  });

  it('labels ticks and marks, and escapes what it is told', () => {
    for (const text of ['>50 %<', '>2 s<', '>frozen &amp; silent<', 'shares of &lt;default&gt;'])
      expect(svg).toContain(text);
  });

  it('keeps the labels of marks apart, and inside', () => {
    expect(svg).toContain('x="185" y="12" text-anchor="start">frozen');
    expect(svg).toContain('x="419" y="12" text-anchor="end">thawed');
  });
});
