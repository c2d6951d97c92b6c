import { Column } from './column';

describe('column', () => {
  it('keeps what is set, in slots beyond its length too', () => {
    const column = new Column();
    for (let slot = 0; slot < 1_000; slot++) column.set(slot, slot / 2);
    expect([0, 15, 16, 999].map((slot) => column.get(slot))).toEqual([0, 7.5, 8, 499.5]);
  });

  it('is 0 where nothing was set', () => {
    const column = new Column();
    column.set(40, 1);
    expect([3, 41, 10_000].map((slot) => column.get(slot))).toEqual([0, 0, 0]);
  });

  it('counts up and down', () => {
    const column = new Column();
    for (const change of [1, 1, -1]) column.add(20, change);
    expect(column.get(20)).toBe(1);
  });
});
