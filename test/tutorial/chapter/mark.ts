/** What a comment in the Markdown says to the test; readers do not see it. */
export interface Mark {
  readonly name: MarkName;
  readonly value: string;
}

const names = [
  'terminal',
  'limit',
  'exit',
  'ends',
  'calm',
  'by hand',
  'compose',
  'file',
  'excerpt',
  'change',
  'prove',
  'needs',
  'check',
  'minutes',
  'ctrl-c',
  'picture',
] as const;

export type MarkName = (typeof names)[number];

export const comment = /<!--\s*([\s\S]*?)\s*-->/g;

/**
 * The marks of one comment, for example `terminal: fleet; limit: 60 s`. A check is alone: its pattern may hold anything.
 *
 * @throws Error that names what is no mark.
 */
export function parseMarks(text: string): Mark[] {
  const words = text.startsWith('check:') ? [text] : text.split(';');
  return words.map((each) => parseMark(each.trim()));
}

function parseMark(text: string): Mark {
  const [name = '', ...value] = text.split(':');
  if (!isName(name)) throw new Error(`${JSON.stringify(name)} is no mark; there are ${names.join(', ')}`);
  return { name, value: value.join(':').trim() };
}

function isName(word: string): word is MarkName {
  return (names as readonly string[]).includes(word);
}
