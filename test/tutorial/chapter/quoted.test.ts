import { quotedNumbers, valueOf } from './quoted';

const found = (prose: string) => quotedNumbers(prose).map(({ number, comment }) => [number, comment]);

it.each<[string, string, (string | undefined)[][]]>([
  ['a number alone', 'three of 12 are late', [['12', undefined]]],
  ['a number with its comment', 'of 1,200 <!-- check: a --> requests', [['1,200', 'check: a']]],
  ['a number in bold', '**0** <!-- check: a -->', [['0', 'check: a']]],
  ['a comment on the next line', '2.5\n<!-- check: a --> s', [['2.5', 'check: a']]],
  [
    'two numbers, one comment',
    '5 to 10 <!-- check: a -->',
    [
      ['5', undefined],
      ['10', 'check: a'],
    ],
  ],
  ['a comment alone', 'press it <!-- ctrl-c: fleet -->', [[undefined, 'ctrl-c: fleet']]],
  ['a number at the end', 'there are 3.', [['3', undefined]]],
  [
    'a list of numbers',
    'ports 1, 2',
    [
      ['1', undefined],
      ['2', undefined],
    ],
  ],
  ['a share', '99.9% of them', [['99.9', undefined]]],
  ['a number in Chinese', '共有3个实例', [['3', undefined]]],
])('finds %s', (_what, prose, expected) => {
  expect(found(prose)).toEqual(expected);
});

it.each([
  ['code', 'port `8080` and `a 1`'],
  ['a link', '[the code](../a/2.ts) and <http://127.0.0.1:8080/docs>'],
  ['a link to a chapter', '[2 · Discovery](02-discovery.md)'],
  ['the title of a picture', '![3 greeters](x.svg)'],
  ['a name', 'p99, A66, HTTP/2, P2C and 5xx'],
  ['an item of a list', '1. first\n2. second'],
])('takes no notice of %s', (_what, prose) => {
  expect(found(prose)).toEqual([]);
});

it('knows where a number is', () => {
  expect(quotedNumbers('`1` 2 <!-- x --> 3')).toMatchObject([{ at: 4 }, { at: 17 }]);
});

it.each([
  ['1,200', 1_200],
  ['0', 0],
  ['2.5', 2.5],
])('reads %s', (written, value) => {
  expect(valueOf(written)).toBe(value);
});
