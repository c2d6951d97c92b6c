/**
 * Makes one option, with commas between the values, of one that is given again and again: of any other option the last
 * one counts.
 *
 * @param names of the options that may be repeated, with their dashes
 */
export function joinRepeated(args: readonly string[], names: readonly string[]): string[] {
  const given = new Map<string, string[]>();
  const rest: string[] = [];
  for (let position = 0; position < args.length; position += 1) {
    const [, name = '', inline] = /^(--[^=]+)(?:=(.*))?$/s.exec(args[position] ?? '') ?? [];
    const value = names.includes(name) ? (inline ?? args[position + 1]) : undefined;
    if (value === undefined) {
      rest.push(args[position] ?? '');
      continue;
    }
    if (inline === undefined) position += 1;
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  return [...[...given].map(([name, values]) => `${name}=${values.join(',')}`), ...rest];
}
