import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertCheck } from './assert-check';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flotilla-check-'));
  writeFileSync(
    join(folder, 'result.json'),
    '{"failed":0,"latencyMs":{"p99":41.5},"shares":{"greeter-2":0.29}}',
  );
  writeFileSync(
    join(folder, 'busy.json'),
    '{"failed":5,"statuses":{"200":7,"201":1,"503":2,"ECONNRESET":1,"no answer in time":2},"lateness":{"fellBehind":true}}',
  );
  writeFileSync(join(folder, 'defaults.ts'), 'const callMs = 2_000;\nconst share = 0.2;');
});
afterAll(() => rmSync(folder, { recursive: true }));

const assert = (check: string, quoted?: string) =>
  assertCheck({ check, ...(quoted && { quoted }) }, folder, '12 of 1,200');

it.each([
  ['a number in JSON', 'result.json failed <= 0', '0', '0'],
  ['one deeper', 'result.json latencyMs.p99 1..250', '38', '41.5'],
  ['a name with a hyphen, in another unit', 'result.json shares.greeter-2 * 100 10..40', '33', '29'],
  ['the share of an instance that has none', 'result.json shares.greeter-9 <= 0.1', '0', '0'],
  ['one in a text, as it is quoted', 'defaults.ts /callMs = ([\\d_]+)/ * 0.001', '2', '2'],
  ['one in the output', 'output /(\\d+) of/ >= 10', '12', '12'],
  ['one with commas', 'output /of ([\\d,]+)/', '1,200', '1200'],
  ['one of a calm load', 'result.json failed <= 2 if calm', '0', '0'],
  ['refusals, and connections that broke', 'busy.json statuses.not-2xx = 3', '3', '3'],
  ['one that the text says in words', 'result.json failed = 0', undefined, '0'],
])('holds for %s', (_what, check, quoted, figure) => {
  expect(assert(check, quoted)).toEqual({ told: figure, judged: true });
});

it('does not judge what a busy machine made late', () => {
  expect(assert('busy.json failed <= 2 if calm', '0')).toEqual({
    told: '5, not judged: the machine was too busy for the load',
    judged: false,
  });
});

it.each([
  ['a figure out of bounds', 'result.json latencyMs.p99 <= 40', '38', 'it is 41.5, must be -Infinity to 40'],
  [
    'a quoted number out of bounds',
    'result.json latencyMs.p99 1..250',
    '300',
    'the text says 300, must be 1 to 250',
  ],
  [
    'a default that has changed',
    'defaults.ts /callMs = ([\\d_]+)/',
    '1,000',
    'it is 2000, must be 1000 to 1000',
  ],
  [
    'a figure that is not there',
    'result.json latencyMs.p50 <= 40',
    '38',
    'result.json has no number at latencyMs.p50',
  ],
  [
    'refusals, even on a busy machine',
    'busy.json statuses.not-2xx = 0',
    undefined,
    'it is 3, must be 0 to 0',
  ],
  [
    'statuses that are not there',
    'result.json statuses.not-2xx = 0',
    '0',
    'has no number at statuses.not-2xx',
  ],
  ['a pattern that finds nothing', 'output /(\\d+) late/', '3', 'finds no number in the output'],
  ['a file that is not there', 'other.json a', '3', 'other.json'],
  ['words without a bound', 'result.json failed', undefined, 'a check that follows no number needs a bound'],
  [
    'what no load has measured, as if one had',
    'defaults.ts /(\\d)/ if calm',
    '2',
    'only the result of a load',
  ],
  [
    'a number that is too large, even on a busy machine',
    'busy.json failed <= 2 if calm',
    '3',
    'the text says 3, must be',
  ],
  ['what is no check', 'result.json', '3', '"result.json" is no check'],
  ['what is no bound', 'result.json failed ~ 3', '3', 'is no check'],
])('fails for %s', (_what, check, quoted, message) => {
  expect(() => assert(check, quoted)).toThrow(message);
});
