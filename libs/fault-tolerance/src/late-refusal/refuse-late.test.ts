import { contextFor } from '../testing/contexts';
import { refuseLate } from './refuse-late';

describe('refuse late', () => {
  it.each([
    { leftMs: Infinity, begun: true },
    { leftMs: 5, begun: true },
    { leftMs: 4.9, begun: false },
    { leftMs: -20, begun: false },
  ])('with $leftMs ms left begins the work: $begun', async ({ leftMs, begun }) => {
    const work = jest.fn(async () => 'done');
    const call = refuseLate({ minLeftMs: 5, clock: () => 100 })(work)(
      'q',
      contextFor({ deadline: 100 + leftMs }),
    );
    if (begun) await expect(call).resolves.toBe('done');
    else await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(work).toHaveBeenCalledTimes(begun ? 1 : 0);
  });

  it('refuses a minimum below 0', () => {
    expect(() => refuseLate({ minLeftMs: -1 })).toThrow(
      new RangeError('minLeftMs must be at least 0, got -1'),
    );
  });
});
