import { LineSplitter } from './line-splitter';

function split(...chunks: string[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

it.each([
  ['one line', ['a\n'], ['a']],
  ['several lines at once', ['a\nb\nc\n'], ['a', 'b', 'c']],
  ['a line in pieces', ['a', 'b', 'c\nd', '\n'], ['abc', 'd']],
  ['a line without its end', ['a\nb'], ['a', 'b']],
  ['empty lines and carriage returns', ['\r\n\na\r\n'], ['a']],
])('splits %s', (_, chunks, lines) => {
  expect(split(...chunks)).toEqual(lines);
});

it('cuts a line that never ends, and goes on after it', () => {
  const lines = split(...Array<string>(100).fill('x'.repeat(1_000)), '\nnext\n');
  expect(lines.map((line) => line.length)).toEqual([16_384, 4]);
});
