import { resultOf } from '../testing/results';
import { indexPage } from './index-page';
import { reportPage } from './report-page';

const html = reportPage(resultOf());
const judged = resultOf({ lateMs: 0 });

it('tells what was asked, what came out, and under what conditions', () => {
  for (const text of ['Who notices &lt;this&gt;?', 'short form', '4 requests/s, constant', 'seed 1', '≤ 2 ×'])
    expect(html).toContain(text);
  expect(reportPage(judged).match(/>(PASS|FAIL|not judged)</g)).toEqual(['>FAIL<', '>PASS<']);
});

it('draws two plots for each variant, with the steps', () => {
  expect(html.match(/<svg /g)).toHaveLength(2);
  expect(html.match(/>greeter-2 is killed</g)).toHaveLength(2);
});

it("plots the plan's own figure in place of the shares", () => {
  const result = resultOf();
  const figure = { title: 'Attempts per call', unit: '×', measure: () => 1 } as const;
  const page = reportPage({ ...result, plan: { ...result.plan, figure } });
  expect(page).toContain('<b>Attempts per call</b>');
  expect(page).not.toContain('Share of an instance');
  expect(page.match(/<svg /g)).toHaveLength(2);
});

it('owns up to a generator that was late, and to what was left out', () => {
  expect(html).toContain('generator fell behind');
  expect(html.match(/>(PASS|FAIL|not judged)</g)).toEqual(['>not judged<', '>PASS<']);
  expect(html).toContain('Left out, as round_robin was not run');
});

it.each([
  ['a report', html],
  ['an index', indexPage([resultOf()])],
])('%s loads nothing, and runs nothing', (_what, page) => {
  expect(page).not.toMatch(/https?:|src=|<script|@import|url\(/);
});

it('lists every hypothesis in the index, with a link to its report', () => {
  const index = indexPage([resultOf(), judged]);
  expect(index).toContain(
    '2 experiments, 4 hypotheses. 1 of them did not hold. Not judged: 1, for this machine was too slow or too busy',
  );
  expect(index.match(/href="kill-instance\/report.html"/g)).toHaveLength(4);
});
