import { LoopDelay } from './loop-delay';

let stalledMs: number;
let cpuMs: number;
let delay: LoopDelay;

/** The loop runs for a while, each turn of it as late as is said; computes as long as is said, by default all the time. */
function run(turns: number, lateMs: number, workMs = lateMs + 20): void {
  for (let turn = 0; turn < turns; turn++) {
    stalledMs += lateMs;
    cpuMs += workMs;
    jest.advanceTimersByTime(20);
  }
}

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  stalledMs = 0;
  cpuMs = 0;
  delay = new LoopDelay({ now: () => Date.now() + stalledMs, cpu: () => cpuMs });
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

  it('is the lateness of a loop that is late in turn after turn', () => {
    delay.read();
    run(50, 0);
    expect(delay.read()).toBe(0);
    run(2, 200);
    expect(delay.read()).toBe(0);
    run(1, 150);
    expect(delay.read()).toBe(150);
    run(3, 300);
    expect(delay.read()).toBe(300);
  });

  it('is over with the first turn that is on time', () => {
    delay.read();
    run(10, 200);
    run(1, 0);
    expect(delay.read()).toBe(0);
  });

  it('makes nothing of a pause, however long', () => {
    delay.read();
    run(50, 0);
    run(1, 2_000);
    expect(delay.read()).toBe(0);
  });

  it('is none where others have the processor for more than two thirds of each turn', () => {
    delay.read();
    run(10, 490, 169);
    expect(delay.read()).toBe(0);
    run(3, 490, 170);
    expect(delay.read()).toBe(490);
  });

  it('is 0 once closed, and starts no timer again', () => {
    delay.read();
    run(3, 200);
    delay.close();
    expect(delay.read()).toBe(0);
  });
});
