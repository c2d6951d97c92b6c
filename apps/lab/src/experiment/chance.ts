/**
 * Four standard deviations of the share of something that has a chance: what is further off is, once in 16,000 times, bad luck.
 *
 * @param draws how often chance decides, for each of the ways in which it does: their variances add up. Keys that are drawn
 *   from some users are placed by the users' hashes, and counted by calls
 */
export function fourSigma(chance: number, ...draws: readonly number[]): number {
  const variance = draws.reduce((sum, each) => sum + (chance * (1 - chance)) / each, 0);
  return 4 * Math.sqrt(variance);
}
