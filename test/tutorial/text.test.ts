import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { assertCheck } from './check/assert-check';
import { leftRunning } from './chapter/left-running';
import { deadLinks, targetsOf } from './links';
import { minutesOf } from './reading-time';
import { isChapter, readPages } from './read-chapters';
import { repository, tutorial } from './repository';
import { toStructure } from './structure';

const maxMinutes = 20;

const english = readPages();
const chinese = readPages('zh-CN');
const pages = [...english, ...chinese].map((page) => ({
  ...page,
  path: relative(repository, join(page.folder, page.name)),
}));

describe.each(pages)('$path', (page) => {
  it('quotes no number that nothing checks', () => {
    expect(page.unchecked).toEqual([]);
  });

  it('ends what it starts', () => {
    expect(leftRunning(page.steps)).toEqual([]);
  });

  it('links only to what is there', () => {
    expect(deadLinks(page)).toEqual([]);
  });
});

it.each(english.filter(isChapter))('$name takes as long as it says, twenty minutes at most', (chapter) => {
  expect(chapter.minutes).toBeGreaterThanOrEqual(minutesOf(chapter));
  expect(chapter.minutes).toBeLessThanOrEqual(maxMinutes);
});

it('says in the index what is so', () => {
  for (const step of english[0]?.steps ?? []) {
    expect(step.kind).toBe('check'); // the index has no commands
    if (step.kind === 'check') assertCheck(step, repository, '');
  }
});

it('shows every picture that it has', () => {
  const shown = new Set(pages.flatMap(targetsOf));
  const pictures = readdirSync(join(tutorial, 'pictures')).map((name) => `docs/tutorial/pictures/${name}`);
  expect(pictures.filter((picture) => !shown.has(picture))).toEqual([]);
});

describe('in Chinese', () => {
  it('has the same chapters', () => {
    expect(chinese.map(({ name }) => name)).toEqual(english.map(({ name }) => name));
  });

  it.each(chinese)('$name has the same structure, commands, checks and pictures', (translation) => {
    const original = english.find(({ name }) => name === translation.name);
    expect(toStructure(translation)).toEqual(original && toStructure(original));
  });
});
