import { comment } from './mark';

/** A number of the prose, and the comment that follows it; one of them may be missing. */
export interface Quoted {
  /** In the prose, from 0. */
  readonly at: number;
  /** As it is written: `1,200`. */
  readonly number?: string;
  /** The text of the comment. */
  readonly comment?: string;
}

/** Not measured, not counted, no default: code, links, pictures' titles, and names such as p99, A66, HTTP/2 and 2xx. */
const silent = /`[^`]*`|!?\[[^\]]*\]\([^)]*\)|<https?:[^>]*>|^\s*\d+\. /gm;

const number = /(?<![\w/.,-])\d[\d,]*(?:\.\d+)?(?![\w/]|,\d)/g;

/** The numbers of a piece of prose, each with its comment, in their order; also comments that follow no number. */
export function quotedNumbers(prose: string): Quoted[] {
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
  const comments = [...prose.matchAll(comment)].map((found) => ({
    at: found.index,
    comment: found[1] ?? '',
  }));
  const visible = prose.replace(comment, blank).replace(silent, blank);
  const numbers = [...visible.matchAll(number)].map((found) => ({
    at: found.index,
    number: found[0].replace(/,$/, ''),
  }));
  return pair([...comments, ...numbers].sort((a, b) => a.at - b.at));
}

function pair(tokens: readonly Quoted[]): Quoted[] {
  return tokens.flatMap((token, position) => {
    const next = tokens[position + 1];
    if (token.number !== undefined && next?.comment !== undefined)
      return [{ ...token, comment: next.comment }];
    const isTaken = token.comment !== undefined && tokens[position - 1]?.number !== undefined;
    return isTaken ? [] : [token];
  });
}

/** `1,200` is 1200. */
export function valueOf(written: string): number {
  return Number(written.replaceAll(',', ''));
}
