import { parseChapter } from './parse-chapter';

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
const sh = fence('sh', 'ls');

const stepsOf = (...parts: string[]) => parseChapter(parts.join('\n\n')).steps;

describe('a block', () => {
  const plain = {
    kind: 'block',
    terminal: 'first',
    code: 'ls',
    limitMs: 30_000,
    exits: [0],
    endsItself: false,
    inFull: false,
  };

  it.each([
    ['', plain],
    ['<!-- terminal: fleet -->', { ...plain, terminal: 'fleet' }],
    ['<!-- terminal: a; ends: soon -->', { ...plain, terminal: 'a', endsItself: true }],
    ['<!-- prove -->', { ...plain, inFull: true }],
    ['<!-- limit: 90 s; exit: 2 -->', { ...plain, limitMs: 90_000, exits: [2] }],
    ['<!-- exit: 0 or 3 -->', { ...plain, exits: [0, 3] }],
  ])('with %j is run', (marks, expected) => {
    expect(stepsOf(marks, sh)).toMatchObject([expected]);
  });

  it('with <!-- by hand: why --> is not', () => {
    expect(stepsOf('<!-- by hand: it opens a browser -->', sh)).toEqual([]);
  });

  it('with <!-- compose --> is run on the containers', () => {
    const { steps, composeSteps } = parseChapter(['<!-- compose; limit: 90 s -->', sh].join('\n\n'));
    expect(steps).toEqual([]);
    expect(composeSteps).toMatchObject([{ ...plain, limitMs: 90_000 }]);
  });

  it('has marks of its own', () => {
    expect(stepsOf('<!-- terminal: fleet -->', sh, sh)).toMatchObject([
      { terminal: 'fleet' },
      { terminal: 'first' },
    ]);
  });

  it('keeps what its text means to Markdown', () => {
    expect(stepsOf(fence('sh', '# 3 <!-- x -->\n\nls'))).toMatchObject([{ code: '# 3 <!-- x -->\n\nls' }]);
  });
});

it('saves a file, whatever its language', () => {
  const marked = stepsOf('<!-- file: a/b.ts -->', fence('ts', 'const a = 1;'));
  expect(marked).toMatchObject([{ kind: 'file', path: 'a/b.ts', text: 'const a = 1;' }]);
});

it('changes a file', () => {
  const marked = stepsOf('<!-- change: a/b.ts -->', fence('diff', '-old\n+new'));
  expect(marked).toMatchObject([{ kind: 'change', path: 'a/b.ts', text: '-old\n+new' }]);
});

it('compares excerpts with their file', () => {
  const marked = stepsOf('<!-- excerpt: proto/a.proto -->', fence('proto', 'message A {}'));
  expect(marked).toMatchObject([{ kind: 'excerpt', path: 'proto/a.proto', text: 'message A {}' }]);
});

it('compares samples with a terminal', () => {
  expect(stepsOf(fence('text', 'ok'), '<!-- terminal: fleet -->', fence('text', '…'))).toMatchObject([
    { kind: 'sample', terminal: 'first', text: 'ok' },
    { kind: 'sample', terminal: 'fleet', text: '…' },
  ]);
});

it('compares a sample that a busy machine would change only when the load was calm', () => {
  expect(stepsOf('<!-- calm: .flotilla/result.json -->', fence('text', 'ok'))).toMatchObject([
    { kind: 'sample', terminal: 'first', text: 'ok', calm: '.flotilla/result.json' },
  ]);
});

it('finds steps in the prose, in their order, each with its line', () => {
  const prose =
    'Press it <!-- ctrl-c: fleet -->, and of 7 <!-- check: a /b/ --> calls\nnone <!-- check: c d = 0 --> fails.';
  expect(stepsOf('# Title', sh, prose)).toMatchObject([
    { kind: 'block', line: 3 },
    { kind: 'ctrl-c', terminal: 'fleet', times: 1, line: 7 },
    { kind: 'check', check: 'a /b/', quoted: '7', line: 7 },
    { kind: 'check', check: 'c d = 0', line: 8 },
  ]);
});

it('presses Ctrl-C twice where the text does', () => {
  expect(stepsOf('Twice. <!-- ctrl-c: fleet, twice -->')).toMatchObject([{ terminal: 'fleet', times: 2 }]);
});

it('takes a picture from where a command has drawn it', () => {
  const picture = '![Answers by instance](pictures/a.svg)\n<!-- picture: .flotilla/load/x.svg -->';
  expect(stepsOf(picture)).toMatchObject([
    { kind: 'picture', source: '.flotilla/load/x.svg', target: 'pictures/a.svg' },
  ]);
});

it('knows what a section needs, to its end', () => {
  const needs = '<!-- needs: consul -->';
  const steps = stepsOf('# T', sh, '## A', needs, sh, '### A1', sh, '## B', sh);
  expect(steps.map((step) => step.needs)).toEqual([undefined, 'consul', 'consul', undefined]);
});

it('notes numbers that nothing checks, and the time that it takes', () => {
  const { unchecked, minutes } = parseChapter(
    '# 1 · Title\n\nIt takes 15 <!-- minutes --> minutes,\nand has 3 parts.',
  );
  expect({ unchecked, minutes }).toEqual({ unchecked: [{ line: 4, number: '3' }], minutes: 15 });
});

it.each([
  [
    'a mark that there is not',
    '<!-- terminl: fleet -->',
    'line 1: "terminl" is no mark; there are terminal, ',
  ],
  [
    'a mark of a block in a text',
    'Run <!-- exit: 1 --> this:',
    'line 1: exit: 1 stands on a line of its own',
  ],
  [
    'a limit without a unit',
    `<!-- limit: 5 -->\n\n${sh}`,
    'line 3: limit must be in seconds, for example 60 s, got "5"',
  ],
  [
    'a code to read that does not say so',
    fence('ts', ''),
    'line 1: a block of ts is saved (file: …), a change',
  ],
  [
    'a check that begins a line',
    'Of 7\n<!-- check: a b = 7 --> calls',
    'line 1: check: a b = 7: a comment that begins',
  ],
  ['a fence that stays open', '```sh\nls', 'line 1: the fence is never closed'],
  ['a mark of a picture without one', 'See <!-- picture: a.svg -->', 'line 1: the mark of a picture follows'],
])('refuses %s', (_what, markdown, message) => {
  expect(() => parseChapter(markdown)).toThrow(message);
});
