import { LoopDelay } from './loop-delay';

let stalledMs: number;
let delay: LoopDelay;

/** The loop runs for a while, each turn of it as late as is said. */
function run(turns: number, lateMs: number): void {
  for (let turn = 0; turn < turns; turn++) {
    stalledMs += lateMs;
    jest.advanceTimersByTime(20);
  }
}

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  stalledMs = 0;
  delay = new LoopDelay(() => Date.now() + stalledMs);
});
afterEach(() => {
  delay.close();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('loop delay', () => {
  it('is not measured before it is read', () => {
    expect(jest.getTimerCount()).toBe(0);
    expect(delay.read()).toBe(0);
    expect(jest.getTimerCount()).toBe(1);
  });

  it('rises and falls with the lateness of the loop, within a few turns', () => {
    delay.read();
    run(50, 0);
    expect(delay.read()).toBe(0);
    run(2, 200);
    expect(delay.read()).toBeGreaterThan(150);
    run(50, 200);
    expect(delay.read()).toBeCloseTo(200, 1);
    run(5, 0);
    expect(delay.read()).toBeLessThan(100);
    run(20, 0);
    expect(delay.read()).toBeLessThan(5);
  });

  it('makes little of one short pause', () => {
    delay.read();
    run(1, 80);
    expect(delay.read()).toBeLessThan(60);
  });

  it('is 0 once closed, and starts no timer again', () => {
    delay.read();
    run(3, 200);
    delay.close();
    expect(delay.read()).toBe(0);
  });
});
