import { Starts } from './starts';

it('looks the counter of a method up once, and those beyond a hundred methods each time', () => {
  const counterOf = jest.fn(() => ({ inc: jest.fn() }));
  const starts = new Starts(counterOf);
  for (let round = 0; round < 3; round++) for (let n = 0; n < 102; n++) starts.count(`m${n}`);
  expect(counterOf).toHaveBeenCalledTimes(100 + 3 * 2);
  const [first] = counterOf.mock.results;
  expect((first?.value as { inc: jest.Mock }).inc).toHaveBeenCalledTimes(3);
});
