import { quotes } from '../testing/quotes';
import { LossDetector } from './loss-detector';
import { toListed } from './membership';

type Step = readonly [atMs: number, slots: readonly number[]];

describe('LossDetector, with a memory of 30 s', () => {
  it.each<{ case: string; steps: readonly Step[]; sudden: readonly boolean[] }>([
    { case: 'the first listing is no loss', steps: [[0, []]], sudden: [false] },
    {
      case: 'a loss at one step',
      steps: [
        [0, [1, 2, 3]],
        [90_000, [1]],
      ],
      sudden: [false, true],
    },
    {
      case: 'a loss one by one within 30 s',
      steps: [
        [0, [1, 2, 3]],
        [90_000, [1, 2]],
        [119_999, [1]],
        [119_999, []],
      ],
      sudden: [false, false, true, true],
    },
    {
      case: 'a loss one by one, slowly',
      steps: [
        [0, [1, 2, 3, 4]],
        [90_000, [1, 2, 3]],
        [105_000, [1, 2]],
        [120_000, [1]],
      ],
      sudden: [false, false, false, false],
    },
    {
      case: 'instances replaced one after the other',
      steps: [
        [0, [1, 2, 3]],
        [1_000, [2, 3]],
        [2_000, [2, 3, 4]],
        [3_000, [3, 4]],
        [4_000, [3, 4, 5]],
        [5_000, [4, 5]],
        [6_000, [4, 5, 6]],
      ],
      sudden: [false, false, false, false, false, false, false],
    },
  ])('$case', ({ steps, sudden }) => {
    const losses = new LossDetector(30_000);
    const found = steps.map(([atMs, slots]) =>
      losses.isSudden(toListed(slots.map((slot) => quotes(slot))), atMs),
    );
    expect(found).toEqual(sudden);
  });
});
