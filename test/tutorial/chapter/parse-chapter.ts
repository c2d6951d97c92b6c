import { toAction, toBlockMarks } from './block-marks';
import type { BlockMarks } from './block-marks';
import { comment, parseMarks } from './mark';
import type { Mark, MarkName } from './mark';
import { quotedNumbers, valueOf } from './quoted';
import type { Quoted } from './quoted';
import { toSegments } from './segment';
import type { Segment } from './segment';
import type { Action, Step } from './step';

/** What the tests know of a chapter. */
export interface Chapter {
  readonly segments: readonly Segment[];
  readonly steps: readonly Step[];
  /** For the containers. */
  readonly composeSteps: readonly Step[];
  /** Numbers of the prose that nothing checks. */
  readonly unchecked: readonly { readonly line: number; readonly number: string }[];
  /** That the chapter says it takes. */
  readonly minutes: number | undefined;
}

/** @throws Error that names the line and what is wrong there. */
export function parseChapter(markdown: string): Chapter {
  const segments = toSegments(markdown);
  const reader = new Reader();
  for (const segment of segments) reader.read(segment);
  const { steps, composeSteps, unchecked, minutes } = reader;
  return { segments, steps, composeSteps, unchecked, minutes };
}

class Reader {
  readonly steps: Step[] = [];
  readonly composeSteps: Step[] = [];
  readonly unchecked: { line: number; number: string }[] = [];
  minutes: number | undefined;
  /** The piece of prose before this one: Prettier moves a comment away from the picture that it is about. */
  #before = '';
  #pending: BlockMarks = new Map();
  #section: { readonly level: number; readonly needs?: string } = { level: 1 };

  read(segment: Segment): void {
    try {
      if (segment.kind === 'heading') this.#readHeading(segment.level);
      else if (segment.kind === 'fence') this.#readFence(segment);
      else this.#readProse(segment);
    } catch (error) {
      throw new Error(`line ${segment.line}: ${(error as Error).message}`, { cause: error });
    }
  }

  #readHeading(level: number): void {
    if (level <= this.#section.level || this.#section.needs === undefined) this.#section = { level };
  }

  #readFence({ line, language, text }: Segment & { kind: 'fence' }): void {
    const marks = this.#pending;
    const action = toAction(language, text, marks);
    this.#pending = new Map();
    if (action) this.#add(line, action, marks.has('compose') ? this.composeSteps : this.steps);
  }

  #readProse({ line, text }: Segment & { kind: 'prose' }): void {
    const [, split] = splitting.exec(text) ?? [];
    if (split !== undefined) throw new Error(`${split}: a comment that begins a line splits the paragraph`);
    const isOnlyComments = text.replace(comment, '').trim() === '';
    for (const quoted of quotedNumbers(text)) {
      const at = line + text.slice(0, quoted.at).split('\n').length - 1;
      if (quoted.comment === undefined) this.unchecked.push({ line: at, number: quoted.number ?? '' });
      else if (!this.#readInline(at, text, quoted)) this.#readAlone(quoted, isOnlyComments);
    }
    this.#before = text;
  }

  /** @returns whether it was a mark inside of a text. */
  #readInline(line: number, prose: string, { at, number: quoted, comment: text = '' }: Quoted): boolean {
    const [{ name, value }] = parseMarks(text) as [Mark];
    if (name === 'check') this.#add(line, { kind: 'check', check: value, ...(quoted && { quoted }) });
    else if (name === 'minutes') this.minutes = valueOf(quoted ?? '');
    else if (quoted !== undefined) this.unchecked.push({ line, number: quoted });
    if (name === 'ctrl-c') this.#add(line, { kind: 'ctrl-c', ...toPresses(value) });
    if (name === 'picture')
      this.#add(line, {
        kind: 'picture',
        source: value,
        target: lastPicture(`${this.#before}\n${prose.slice(0, at)}`),
      });
    return inline.includes(name);
  }

  #readAlone({ comment: text = '' }: Quoted, isAlone: boolean): void {
    const marks = parseMarks(text);
    if (!isAlone) throw new Error(`${text} stands on a line of its own, before the block that it is about`);
    const needs = marks.find(({ name }) => name === 'needs');
    if (needs) this.#section = { ...this.#section, needs: needs.value };
    else this.#pending = toBlockMarks(marks);
  }

  #add(line: number, action: Action, steps = this.steps): void {
    const { needs } = this.#section;
    steps.push({ ...action, line, ...(needs !== undefined && { needs }) });
  }
}

/** To Markdown, such a line is HTML, and no part of the sentence. */
const splitting = /^\s*<!--\s*((?:check|minutes|ctrl-c)\b.*?)\s*-->/m;

const inline: readonly MarkName[] = ['check', 'minutes', 'ctrl-c', 'picture'];

/** `fleet`, or `fleet, twice`. */
function toPresses(value: string): { terminal: string; times: 1 | 2 } {
  const [terminal = '', twice] = value.split(', ');
  return { terminal, times: twice === 'twice' ? 2 : 1 };
}

/** @throws Error when there is none. */
function lastPicture(prose: string): string {
  const [, target] = [...prose.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)].at(-1) ?? [];
  if (target === undefined) throw new Error('the mark of a picture follows the picture');
  return target;
}
