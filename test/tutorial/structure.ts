import { targetsOf } from './links';
import type { Page } from './read-chapters';

/** What a page and its translation have in common. */
export interface Structure {
  /** The levels of the headings, and the blocks, in their order. */
  readonly outline: readonly string[];
  /** All that the test does: commands, checks with the numbers that the text quotes, pictures. */
  readonly steps: readonly string[];
  /** Where it links to, but for the language, in no order. */
  readonly targets: readonly string[];
  readonly minutes: number | undefined;
}

export function toStructure(page: Page): Structure {
  return {
    outline: page.segments.flatMap((segment) => {
      if (segment.kind === 'prose') return [];
      return [segment.kind === 'heading' ? `h${segment.level}` : `${segment.language}\n${segment.text}`];
    }),
    steps: page.steps.map((step) => JSON.stringify(withoutPlace(step))),
    targets: targetsOf(page).map(inEnglish).sort(),
    minutes: page.minutes,
  };
}

/** Lines differ; so do the ways to pictures. */
function withoutPlace(step: Page['steps'][number]): object {
  const { line: _line, ...action } = step;
  return action.kind === 'picture' ? { ...action, target: action.target.replace(/^\.\.\//, '') } : action;
}

/** Anchors are made of headings, which are translated; each page links to itself in the other language. */
function inEnglish(target: string): string {
  return target.replace('docs/tutorial/zh-CN/', 'docs/tutorial/').replace(/#.*/, '#');
}
