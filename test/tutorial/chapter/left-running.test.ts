import { leftRunning } from './left-running';
import { parseChapter } from './parse-chapter';

const block = (marks: string): string => `<!-- ${marks} -->\n\n\`\`\`sh\nnpm start\n\`\`\``;
const leftOf = (...parts: string[]): string[] => leftRunning(parseChapter(parts.join('\n\n')).steps);

it.each([
  ['a block of the first terminal', [block('limit: 60 s')]],
  [
    'a Ctrl-C for each',
    [block('terminal: a'), block('terminal: b'), 'a <!-- ctrl-c: a --> b <!-- ctrl-c: b -->'],
  ],
  ['one that ends by itself', [block('terminal: a; ends: with the next change')]],
  [
    'two, one after the other',
    [
      block('terminal: a'),
      'Press it <!-- ctrl-c: a -->.',
      block('terminal: a'),
      'Press it <!-- ctrl-c: a -->.',
    ],
  ],
])('is content with %s', (_what, parts) => {
  expect(leftOf(...parts)).toEqual([]);
});

it.each([
  ['what is never ended', [block('terminal: a')], [3]],
  ['what is ended elsewhere', [block('terminal: a'), 'Press it <!-- ctrl-c: b -->.'], [3]],
  ['what is ended before it begins', ['Press it <!-- ctrl-c: a -->.', block('terminal: a')], [5]],
  [
    'a second one, while the first runs',
    [block('terminal: a'), block('terminal: a'), 'x <!-- ctrl-c: a -->'],
    [3],
  ],
])('finds %s', (_what, parts, lines) => {
  expect(leftOf(...parts)).toEqual(
    lines.map((line) => `line ${line}: nothing ends what runs in the terminal a`),
  );
});
