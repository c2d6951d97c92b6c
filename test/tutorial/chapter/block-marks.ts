import type { Mark, MarkName } from './mark';
import { firstTerminal } from './step';
import type { Action, Block } from './step';

const defaultLimitMs = 30_000;

/** The marks that stand before a fenced block. */
export type BlockMarks = ReadonlyMap<MarkName, string>;

export const toBlockMarks = (marks: readonly Mark[]): BlockMarks =>
  new Map(marks.map(({ name, value }) => [name, value]));

/** What a fenced block stands for; undefined when it is only to be read. */
export function toAction(language: string, text: string, marks: BlockMarks): Action | undefined {
  if (marks.has('by hand')) return undefined;
  for (const kind of ['file', 'change', 'excerpt'] as const) {
    const path = marks.get(kind);
    if (path !== undefined) return { kind, path, text };
  }
  const terminal = marks.get('terminal') ?? firstTerminal;
  if (language === 'sh') return { kind: 'block', terminal, code: text, ...bounds(marks) };
  const calm = marks.get('calm');
  if (language === 'text') return { kind: 'sample', terminal, text, ...(calm !== undefined && { calm }) };
  throw new Error(
    `a block of ${language || 'nothing'} is saved (file: …), a change (change: …), an excerpt (excerpt: …) or only read (by hand: why)`,
  );
}

function bounds(marks: BlockMarks): Pick<Block, 'limitMs' | 'exits' | 'endsItself' | 'inFull'> {
  const limit = marks.get('limit');
  const seconds = limit === undefined ? defaultLimitMs / 1_000 : Number(/^(\d+) s$/.exec(limit)?.[1]);
  const exits = (marks.get('exit') ?? '0').split(' or ').map(Number);
  if (!(seconds > 0))
    throw new Error(`limit must be in seconds, for example 60 s, got ${JSON.stringify(limit)}`);
  if (!exits.every((exit) => Number.isInteger(exit)))
    throw new Error(
      `exit must be a code, or several with or between them, got ${JSON.stringify(marks.get('exit'))}`,
    );
  return { limitMs: seconds * 1_000, exits, endsItself: marks.has('ends'), inFull: marks.has('prove') };
}
