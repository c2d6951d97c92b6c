import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { durationOf } from '@flotilla/testing/load';
import { allScenarios, findScenario } from './find-scenario';
import { peakOf } from './scenario';

it('lists those that come with the lab, the calm ones first', async () => {
  const scenarios = await allScenarios();
  const told = scenarios.map(({ name, phases, mix }) => [
    name,
    peakOf(phases),
    durationOf(phases) / 1_000,
    mix,
  ]);
  expect(told).toEqual([
    ['steady', 100, 30, { greetings: 100 }],
    ['mixed', 100, 30, { greetings: 80, orders: 20 }],
    ['spike', 500, 40, { greetings: 100 }],
    ['ramp', 5_000, 300, { greetings: 100 }],
    ['soak', 50, 1_800, { greetings: 80, orders: 20 }],
  ]);
  expect(scenarios.filter(({ summary }) => summary === '')).toEqual([]);
});

it('takes a file of your own, under its name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flotilla-scenario-'));
  const path = join(folder, 'my load!.json');
  await writeFile(path, '{ "phases": [{ "rate": 1, "duration": "1s" }] }');
  await expect(findScenario(path)).resolves.toMatchObject({ name: 'my-load-' });
  await rm(folder, { recursive: true });
});

it.each([
  ['stedy', 'there is no scenario "stedy" (did you mean steady?); a file of your own ends in .json'],
  ['none.json', 'none.json cannot be read: ENOENT'],
  [
    'x',
    'there is no scenario "x": there are steady, mixed, spike, ramp, soak; a file of your own ends in .json',
  ],
])('knows no %s', async (wanted, message) => {
  await expect(findScenario(wanted)).rejects.toMatchObject({ name: 'RangeError', message });
});
