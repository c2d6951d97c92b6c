import { contextFor } from '../testing/contexts';
import { seededRandom } from '../testing/seeded-random';
import { arm, draw } from './draw';
import type { Fault } from './fault';

const { method } = contextFor();
const always = (): number => 0;

/** What one call of `test.Quotes/Get` suffers at an instant in the instance a-1, when every fault is drawn. */
function drawn(faults: readonly Fault[], at = '2027-01-01T00:00:00Z') {
  return draw(arm(faults, 'a-1'), method, Date.parse(at), always);
}

it.each<[string, Fault[], object]>([
  ['nothing', [], { latencyMs: 0, ending: undefined }],
  ['every latency', [{ latencyMs: 5 }, { latencyMs: 7 }], { latencyMs: 12, ending: undefined }],
  ['latency and code', [{ latencyMs: 5, code: 'INTERNAL' }], { latencyMs: 5, ending: 'INTERNAL' }],
  ['the first that ends it', [{ abort: true }, { code: 'INTERNAL' }], { latencyMs: 0, ending: 'abort' }],
  ['nothing after that', [{ code: 'ABORTED' }, { latencyMs: 5 }], { latencyMs: 0, ending: 'ABORTED' }],
])('a call suffers %s', (_what, faults, suffered) => {
  expect(drawn(faults)).toEqual(suffered);
});

it.each<[boolean, Partial<Fault>]>([
  [true, {}],
  [true, { methods: ['Add', 'Get'] }],
  [true, { methods: ['test.Quotes/Get'] }],
  [false, { methods: ['Add', 'other.Quotes/Get'] }],
  [true, { instances: ['a-2', 'a-1'] }],
  [false, { instances: ['a-2'] }],
  [true, { until: '2027-01-01T00:00:00.001Z' }],
  [true, { until: '2027-01-01T00:30:00-01:00' }],
  [false, { until: '2027-01-01T00:00:00Z' }],
])('a call is hit: %s, by a fault for %j', (isHit, where) => {
  expect(drawn([{ ...where, abort: true }]).ending).toBe(isHit ? 'abort' : undefined);
});

it('happens in no named instance when it does not know its own name', () => {
  expect(arm([{ abort: true, instances: ['a-1'] }], undefined)).toEqual([]);
});

it('draws each fault by itself', () => {
  const faults = arm(
    [
      { latencyMs: 1, share: 0.5 },
      { latencyMs: 2, share: 0.5 },
      { abort: true, share: 0.1 },
    ],
    'a',
  );
  const random = seededRandom(1);
  const calls = Array.from({ length: 10_000 }, () => draw(faults, method, 0, random));
  const share = (of: number) => calls.filter(({ latencyMs }) => latencyMs === of).length / calls.length;
  expect([0, 1, 2, 3].map(share)).toEqual(Array.from({ length: 4 }, () => expect.closeTo(0.25, 1) as number));
  expect(calls.filter(({ ending }) => ending).length / calls.length).toBeCloseTo(0.1, 1);
});
