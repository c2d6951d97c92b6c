/** A text, a bracket, a comma, or what else there is: numbers, names, blanks. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},]|[^"[\]{},]+/y;

/** Where the JSON value ends that begins at `from`, with all that is in it. */
export function endOfValue(json: string, from: number): number {
  let depth = 0;
  tokens.lastIndex = from;
  do {
    const [token] = tokens.exec(json) ?? [];
    if (token === undefined) return json.length;
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
  } while (depth > 0);
  return tokens.lastIndex;
}
