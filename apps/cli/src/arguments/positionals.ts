/** The values of positional arguments by their names; one whose name ends in `?` may be left out. */
export type PositionalsOf<P extends readonly string[]> = {
  readonly [K in keyof P]: P[K] extends `${string}?` ? string | undefined : string;
};

/** How help shows them: `<service> [file]`. */
export function usageOf(names: readonly string[]): string {
  return names.map((name) => (isOptional(name) ? `[${name.slice(0, -1)}]` : `<${name}>`)).join(' ');
}

/** @throws RangeError that names the first one that is missing. */
export function assertComplete(names: readonly string[], given: readonly string[]): void {
  const missing = names[given.length];
  if (missing !== undefined && !isOptional(missing)) throw new RangeError(`<${missing}> is missing`);
}

function isOptional(name: string): boolean {
  return name.endsWith('?');
}
