import { sumOf } from './scrape';

const text = `# HELP calls_count Calls
calls_count{method="Place",status="OK"} 7
calls_count{method="Place",status="ABORTED"} 2
calls_count{method="List",status="OK"} 11
calls_count_more{method="Place"} 100
up 1
`;

it.each([
  ['every series of a metric', [], 20],
  ['those with a label', ['method="Place"'], 9],
  ['those with all of the labels', ['method="Place"', 'status="OK"'], 7],
  ['none, when there is none', ['method="Cancel"'], 0],
])('adds up %s', (_what, labels, sum) => {
  expect(sumOf(text, 'calls_count', labels)).toBe(sum);
});
