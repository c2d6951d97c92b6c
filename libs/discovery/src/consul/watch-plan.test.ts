import { WatchPlan } from './watch-plan';

describe('WatchPlan', () => {
  let now = 0;
  const clock = (): number => now;

  beforeEach(() => {
    now = 0;
  });

  it.each<[string, (number | 'error')[], number[]]>([
    ['starts without an index, then follows it', [7, 9, 9], [0, 7, 9, 9]],
    ['starts over when the index goes backwards', [7, 3, 3], [0, 7, 0, 3]],
    ['takes an index below 1 as 1', [0, -5], [0, 1, 1]],
    ['forgets the index after any error', [7, 'error', 8], [0, 7, 0, 8]],
  ])('%s', (_name, answers, expected) => {
    const plan = new WatchPlan({ clock, random: () => 0 });
    const indexes = answers.map((answer) => {
      const { index } = plan.next();
      if (answer === 'error') plan.failed();
      else plan.succeeded(answer);
      return index;
    });
    expect([...indexes, plan.next().index]).toEqual(expected);
  });

  it('keeps answers that do not block from becoming a flood', () => {
    const plan = new WatchPlan({ clock, random: () => 0 });
    let queries = 0;
    for (let index = 1; now < 10_000; index += 1) {
      now += plan.next().delayMs;
      queries += 1;
      plan.succeeded(index);
    }
    expect(queries).toBe(102); // a burst of 2, then one per 100 ms
  });

  it('backs off after each failure, and not after a success', () => {
    const plan = new WatchPlan({ clock, random: () => 1 });
    const delays = [1, 2, 3].map(() => {
      plan.failed();
      now += 1_000;
      return plan.next().delayMs;
    });
    expect(delays).toEqual([200, 400, 800]);
    now += 1_000;
    plan.succeeded(1);
    expect(plan.next().delayMs).toBe(0);
  });
});
