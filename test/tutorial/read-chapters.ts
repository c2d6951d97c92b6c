import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseChapter } from './chapter/parse-chapter';
import type { Chapter } from './chapter/parse-chapter';
import { tutorial } from './repository';

/** A page of the tutorial as it is on the disk. */
export interface Page extends Chapter {
  /** Its file, in its folder: `01-governance.md`. */
  readonly name: string;
  readonly folder: string;
  readonly markdown: string;
}

/** The pages in English, or their translations: the index, then the chapters in their order. */
export function readPages(language: 'en' | 'zh-CN' = 'en'): Page[] {
  const folder = language === 'en' ? tutorial : join(tutorial, language);
  return readdirSync(folder)
    .filter((name) => name === 'README.md' || isChapter({ name }))
    .sort((a, b) => Number(isChapter({ name: a })) - Number(isChapter({ name: b })) || a.localeCompare(b))
    .map((name) => readPage(folder, name));
}

export const isChapter = ({ name }: Pick<Page, 'name'>): boolean => /^\d\d-.*\.md$/.test(name);

export function readPage(folder: string, name: string): Page {
  const markdown = readFileSync(join(folder, name), 'utf8');
  try {
    return { name, folder, markdown, ...parseChapter(markdown) };
  } catch (error) {
    throw new Error(`${join(folder, name)}: ${(error as Error).message}`, { cause: error });
  }
}
