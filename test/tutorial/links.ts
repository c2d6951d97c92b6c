import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from './read-chapters';
import { repository } from './repository';

const link = /\]\(([^)\s]+)\)/g;

/** Where the links and pictures of a page lead: addresses, and paths from the top of this repository. */
export function targetsOf({ segments, folder }: Pick<Page, 'segments' | 'folder'>): string[] {
  const prose = segments.flatMap((segment) => (segment.kind === 'fence' ? [] : [segment.text]));
  return prose
    .flatMap((text) => [...text.matchAll(link)].map(([, target = '']) => target))
    .map((target) => (/^https?:/.test(target) ? target : fromTop(folder, target)));
}

function fromTop(folder: string, target: string): string {
  return target.startsWith('#') ? target : relative(repository, join(folder, target));
}

/** Those of the targets of a page that lead nowhere in this repository. */
export function deadLinks(page: Page): string[] {
  return targetsOf(page).filter((target) => !/^https?:/.test(target) && !leadsSomewhere(target, page));
}

function leadsSomewhere(target: string, { markdown }: Page): boolean {
  const [path = '', anchor] = target.split('#');
  const file = join(repository, path);
  if (path !== '' && !existsSync(file)) return false;
  if (anchor === undefined) return true;
  return anchorsOf(path === '' ? markdown : readFileSync(file, 'utf8')).includes(anchor);
}

/** The names that GitHub gives to headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
