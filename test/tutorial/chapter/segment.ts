/** A part of a chapter's Markdown, with the number of its first line. */
export type Segment =
  | { readonly kind: 'heading'; readonly line: number; readonly level: number; readonly text: string }
  /** A fenced block: `language` is what stands after the fence. */
  | { readonly kind: 'fence'; readonly line: number; readonly language: string; readonly text: string }
  /** Lines without an empty one between them. */
  | { readonly kind: 'prose'; readonly line: number; readonly text: string };

/** The parts of a Markdown text that chapters are made of, in their order. */
export function toSegments(markdown: string): Segment[] {
  const lines = markdown.split('\n');
  const segments: Segment[] = [];
  for (let at = 0; at < lines.length;) {
    const { segment, length } = segmentAt(lines, at);
    if (segment) segments.push(segment);
    at += length;
  }
  return segments;
}

interface Found {
  readonly segment?: Segment;
  /** Lines that it takes. */
  readonly length: number;
}

function segmentAt(lines: readonly string[], at: number): Found {
  const [first = '', line] = [lines[at], at + 1];
  if (first.trim() === '') return { length: 1 };
  const fence = /^```(\w*)$/.exec(first);
  if (fence) return fenceAt(lines, at, fence[1] ?? '');
  const heading = /^(#+) (.*)$/.exec(first);
  if (heading) {
    const [, marks = '', text = ''] = heading;
    return { segment: { kind: 'heading', line, level: marks.length, text }, length: 1 };
  }
  const length = countWhile(lines, at, (each) => each.trim() !== '' && !/^(```|#+ )/.test(each));
  return { segment: { kind: 'prose', line, text: lines.slice(at, at + length).join('\n') }, length };
}

function fenceAt(lines: readonly string[], at: number, language: string): Found {
  const length = countWhile(lines, at + 1, (each) => each !== '```');
  if (at + 1 + length === lines.length) throw new Error(`line ${at + 1}: the fence is never closed`);
  const text = lines.slice(at + 1, at + 1 + length).join('\n');
  return { segment: { kind: 'fence', line: at + 1, language, text }, length: length + 2 };
}

function countWhile(lines: readonly string[], from: number, holds: (line: string) => boolean): number {
  const end = lines.findIndex((line, position) => position >= from && !holds(line));
  return (end === -1 ? lines.length : end) - from;
}
