import { PerMethod } from './per-method';

describe('what there is one of per method', () => {
  it('is made once', () => {
    const create = jest.fn((method: string) => ({ method }));
    const perMethod = new PerMethod(create);
    expect(perMethod.of('a')).toBe(perMethod.of('a'));
    expect(perMethod.of('b')).toEqual({ method: 'b' });
    expect(create).toHaveBeenCalledTimes(2);
    expect([...perMethod]).toEqual([
      ['a', { method: 'a' }],
      ['b', { method: 'b' }],
    ]);
  });

  it('is shared by the methods beyond the first 999', () => {
    const perMethod = new PerMethod((method) => ({ method }));
    for (let i = 0; i < 5_000; i++) perMethod.of(`m${i}`);
    expect([...perMethod]).toHaveLength(1_000);
    expect(perMethod.of('m998')).toEqual({ method: 'm998' });
    expect(perMethod.of('m999')).toEqual({ method: 'other' });
    expect(perMethod.of('m4999')).toBe(perMethod.of('m999'));
  });
});
