import { LastGood } from './last-good';

let nowMs: number;
const lastGood = (lastGoodMs = 100, maxKept = 3) => new LastGood(lastGoodMs, maxKept, () => nowMs);
const found = (answers: LastGood, ...keys: string[]) => keys.map((key) => answers.find(key)?.answer);

beforeEach(() => {
  nowMs = 0;
});

it('finds the last answer for a key', () => {
  const answers = lastGood();
  answers.keep('a', 1);
  answers.keep('a', 2);
  expect(found(answers, 'a', 'b')).toEqual([2, undefined]);
});

it('tells an answer that is undefined from none', () => {
  const answers = lastGood();
  answers.keep('a', undefined);
  expect(answers.find('a')).toMatchObject({ answer: undefined });
  expect(answers.find('b')).toBeUndefined();
});

it('keeps so many, and lets the least recently answered go', () => {
  const answers = lastGood();
  for (const key of ['a', 'b', 'c', 'a', 'd']) answers.keep(key, key);
  expect(found(answers, 'a', 'b', 'c', 'd')).toEqual(['a', undefined, 'c', 'd']);
  expect(answers.size).toBe(3);
});

it('finds an answer as long as it is good, and forgets it afterwards', () => {
  const answers = lastGood();
  answers.keep('a', 1);
  nowMs = 100;
  expect(found(answers, 'a')).toEqual([1]);
  nowMs = 101;
  expect(found(answers, 'a')).toEqual([undefined]);
  answers.keep('b', 2);
  expect(answers.size).toBe(1);
});

it('may find them longer, or not so long', () => {
  const answers = lastGood();
  answers.keep('a', 1);
  nowMs = 150;
  answers.maxAgeMs = 200;
  expect(found(answers, 'a')).toEqual([1]);
  expect(() => (answers.maxAgeMs = -1)).toThrow('lastGoodMs must be at least 0, got -1');
  answers.maxAgeMs = 149;
  expect(found(answers, 'a')).toEqual([undefined]);
});

it('holds nothing while no answer is good for any time', () => {
  const answers = lastGood();
  answers.keep('a', 1);
  answers.maxAgeMs = 0;
  answers.keep('b', 2);
  expect(answers.size).toBe(0);
});
