import { defaults } from '../experiment/variants';
import type { Result } from '../run/run-experiment';
import { resultOf } from '../testing/results';
import { variantPictures } from './variant-pictures';

const one = resultOf();
const [run] = one.runs.values();
const runs = new Map([...one.runs, ['round_robin', run]]) as Result['runs'];
const two: Result = { ...one, runs, variants: [defaults, { name: 'round_robin', document: {} }] };

it('has a line for each variant, and its name', () => {
  const [latency] = variantPictures(two);
  expect(latency).toMatchObject({ name: 'latency', facts: 'flotilla lab run kill-instance' });
  expect(latency?.keys.map(({ text }) => text)).toEqual(['default', 'round_robin']);
  expect(latency?.svg.match(/<path class="line c[12]"/g)).toHaveLength(2);
});

it('marks once what was done to all of them', () => {
  expect(variantPictures(two)[0]?.svg.match(/>greeter-2 is killed</g)).toHaveLength(1);
});

it("has a picture of the plan's own figure, when there is one", () => {
  expect(variantPictures(two).map(({ name }) => name)).toEqual(['latency']);
  const figure = { title: 'Attempts per call', unit: '×', measure: () => 1 } as const;
  const pictures = variantPictures({ ...two, plan: { ...two.plan, figure } });
  expect(pictures.map(({ name, title }) => [name, title])).toEqual([
    ['latency', 'Latency, p99'],
    ['figure', 'Attempts per call'],
  ]);
});
