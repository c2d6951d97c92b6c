/** ` (did you mean X?)` for the known name that is most like a mistyped one; empty when none is. */
export function suggest(word: string, known: readonly string[]): string {
  const parts = pairs(word.slice(0, 40));
  const likeness = (name: string): number => {
    const shared = [...pairs(name)].filter((pair) => parts.has(pair)).length;
    return (2 * shared) / (parts.size + pairs(name).size);
  };
  const [best] = [...known].sort((a, b) => likeness(b) - likeness(a));
  return best !== undefined && likeness(best) >= 0.4 ? ` (did you mean ${best}?)` : '';
}

/** The pairs of neighbouring letters, as Sørensen and Dice compare words. */
function pairs(word: string): Set<string> {
  return new Set(
    Array.from({ length: Math.max(0, word.length - 1) }, (_, index) => word.slice(index, index + 2)),
  );
}
