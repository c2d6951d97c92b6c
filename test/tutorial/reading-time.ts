import { comment } from './chapter/mark';
import type { Chapter } from './chapter/parse-chapter';

const wordsPerMinute = 200;
/** To type a block, let it run, and look at what it prints. */
const minutesPerBlock = 0.5;

/** How long a chapter takes somebody who reads it, does what it says, and looks. */
export function minutesOf({ segments, steps }: Chapter): number {
  const prose = segments.flatMap((segment) =>
    segment.kind === 'prose' ? [segment.text.replace(comment, '')] : [],
  );
  const words = prose.flatMap((text) => text.split(/\s+/).filter(Boolean)).length;
  const blocks = steps.filter(({ kind }) => kind === 'block' || kind === 'file').length;
  return Math.ceil(words / wordsPerMinute + blocks * minutesPerBlock);
}
