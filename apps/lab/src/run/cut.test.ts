import { answered } from '../testing/runs';
import { cut } from './cut';

const instants = [0, 10, 10, 20, 30];
const samples = instants.map((atMs) => answered(atMs, 1));

it.each([
  ['all', {}, instants],
  ['from an instant on', { fromMs: 10 }, [10, 10, 20, 30]],
  ['before an instant', { toMs: 10 }, [0]],
  ['between two that nothing was sent at', { fromMs: 5, toMs: 25 }, [10, 10, 20]],
  ['after the end', { fromMs: 31 }, []],
  ['before the beginning', { toMs: 0 }, []],
])('cuts out %s', (_what, span, expected) => {
  expect(cut(samples, span).map(({ intendedMs }) => intendedMs)).toEqual(expected);
});

it('cuts nothing out of nothing', () => {
  expect(cut([], { fromMs: 1 })).toEqual([]);
});
