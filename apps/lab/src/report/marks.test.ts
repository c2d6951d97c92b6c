import { placeMarks } from './marks';

const middle = 300;
type Mark = readonly [label: string, at: number];

const place = (marks: readonly Mark[]) =>
  placeMarks(
    marks.map(([label, at]) => ({ label, at })),
    middle,
  );

it.each<{ labels: string; marks: readonly Mark[]; rows: readonly number[] }>([
  {
    labels: 'far from each other share the top row',
    marks: [
      ['one', 60],
      ['two', 200],
    ],
    rows: [0, 0],
  },
  {
    labels: 'that would meet go below',
    marks: [
      ['a long label', 60],
      ['another', 100],
      ['third', 110],
    ],
    rows: [0, 1, 2],
  },
  {
    labels: 'to the left of their lines meet those of earlier ones',
    marks: [
      ['two are killed', 200],
      ['start', 310],
    ],
    rows: [0, 1],
  },
  {
    labels: 'of too many neighbours take turns',
    marks: [
      ['a', 60],
      ['b', 61],
      ['c', 62],
      ['d', 63],
    ],
    rows: [0, 1, 2, 0],
  },
])('labels $labels', ({ marks, rows }) => {
  expect(place(marks).map(({ row }) => row)).toEqual(rows);
});

it('puts labels of the right half to the left of their lines', () => {
  const sides = place([
    ['a', 299],
    ['b', 301],
  ]).map(({ isLeft }) => isLeft);
  expect(sides).toEqual([false, true]);
});
