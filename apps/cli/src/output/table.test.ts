import { columnWidths, formatRow, formatTable } from './table';

it('aligns columns to their longest cell, without trailing blanks', () => {
  expect(
    formatTable([
      ['SERVICE', 'PID', 'STATE'],
      ['greeter', '7', 'ready'],
      ['up', '12345', ''],
    ]),
  ).toEqual(['SERVICE  PID    STATE', 'greeter  7      ready', 'up       12345']);
});

it('aligns a later row to an earlier table, also a cell that has grown', () => {
  const widths = columnWidths([['greeter-1', 'ready']]);
  expect(formatRow(['up-1', 'restarting (1)'], widths)).toBe('up-1       restarting (1)');
});

it('prints nothing for no rows', () => {
  expect(formatTable([])).toEqual([]);
});
