/** The percentage of the calls for each version that has one of its own. */
export type Versions = ReadonlyMap<string, number>;

/** Each costs a little at every pick. */
const maxVersions = 100;
/** What sums of decimal fractions may be off by. */
const tolerance = 1e-9;

/** @throws RangeError that names the option and the value */
export function resolveVersions(given: Readonly<Record<string, number>> = {}): Versions {
  const versions = new Map(Object.entries(given));
  if (versions.size > maxVersions)
    throw new RangeError(`versions must be at most ${maxVersions}, got ${versions.size}`);
  for (const [version, percent] of versions) {
    if (!(percent >= 0 && percent <= 100))
      throw new RangeError(`versions["${version}"] must be a percentage, 0 to 100, got ${String(percent)}`);
  }
  const sum = percentOf(versions);
  if (sum > 100 + tolerance) throw new RangeError(`versions must add up to at most 100 percent, got ${sum}`);
  return versions;
}

/** What all versions of a table have together. */
export function percentOf(versions: Versions): number {
  return [...versions.values()].reduce((sum, percent) => sum + percent, 0);
}
