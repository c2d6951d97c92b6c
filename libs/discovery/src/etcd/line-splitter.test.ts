import { LineSplitter } from './line-splitter';

it.each([
  [['a\nb\n'], [['a', 'b']]],
  [
    ['a', 'b', 'c\nd', '\n'],
    [[], [], ['abc'], ['d']],
  ],
  [['\n\na\n\n'], [['a']]],
])('makes lines of %j', (pieces, lines) => {
  const splitter = new LineSplitter(10);
  expect(pieces.map((piece) => splitter.push(piece))).toEqual(lines);
});

it('refuses a line that has no end in sight', () => {
  const splitter = new LineSplitter(10);
  expect(splitter.push('1\n123456')).toEqual(['1']);
  expect(splitter.push('12345')).toBeUndefined();
});
