import { CallError } from '@flotilla/call';
import { Bell, Bells } from './bells';

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('a bell', () => {
  it('wakes who waits', async () => {
    const bell = new Bell();
    const rung = bell.rung(5_000);
    bell.ring();
    await rung;
  });

  it('keeps a ring that came before the wait, once', async () => {
    const bell = new Bell();
    bell.ring();
    bell.ring();
    await bell.rung(5_000);
    const second = jest.fn();
    const rung = bell.rung(5_000).then(second);
    await jest.advanceTimersByTimeAsync(4_999);
    expect(second).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    await rung;
  });
});

describe('bells', () => {
  it('ring for what they are for, or all together', async () => {
    const bells = new Bells(10);
    const [a, a2, b] = [bells.add('a').bell, bells.add('a').bell, bells.add('b').bell];
    bells.ring('a');
    bells.ring('nobody waits for this');
    await Promise.all([a.rung(1_000), a2.rung(1_000)]);
    const heard = jest.fn();
    const rung = b.rung(1_000).then(heard);
    await jest.advanceTimersByTimeAsync(999);
    expect(heard).not.toHaveBeenCalled();
    bells.ringAll();
    await rung;
  });

  it('are so many and no more, until one is removed', () => {
    const bells = new Bells(2);
    const { remove } = bells.add('a');
    bells.add('b');
    const message = '2 orders are being watched here: try again later';
    expect(() => bells.add('c')).toThrow(new CallError('RESOURCE_EXHAUSTED', message));
    remove();
    remove();
    expect(bells.count).toBe(1);
    bells.add('c');
    expect(() => bells.add('d')).toThrow(message);
  });
});
