const maxDistance = 2;
const maxLength = 40;

/** ` (did you mean X?)` for the known word that is nearest to a mistyped one; empty when none is near. */
export function suggest(word: string, known: readonly string[]): string {
  const ranked = known.map((candidate) => ({
    candidate,
    distance: distance(word.slice(0, maxLength), candidate),
  }));
  const [best] = ranked.sort((a, b) => a.distance - b.distance);
  return best && best.distance <= maxDistance ? ` (did you mean ${best.candidate}?)` : '';
}

/** Levenshtein's: how many letters to insert, delete or replace. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const above = row;
    row = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
      row.push(Math.min(replaced, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1));
    }
  }
  return row.at(-1) ?? 0;
}
