/** When one in a hundred calls takes so many times as long as its work may, the machine is behind. */
const behind = 2.5;
const settledRounds = 2;

interface WarmUpOptions {
  readonly mostRounds: number;
  /** The longest that one call's work takes; milliseconds. */
  readonly workMs: number;
}

/**
 * Repeats rounds of load until two in a row are fast, or for `mostRounds`. Code is compiled and connections are open by then:
 * what a start costs, the backlog that it leaves included, is no experiment's question.
 *
 * @param round puts load on for a while; resolves to its p99 in milliseconds
 */
export async function warmUp(
  round: () => Promise<number>,
  { mostRounds, workMs }: WarmUpOptions,
  signal: AbortSignal,
): Promise<void> {
  let settled = 0;
  for (let rounds = 0; rounds < mostRounds && settled < settledRounds; rounds += 1) {
    const p99Ms = await round();
    signal.throwIfAborted();
    settled = p99Ms <= behind * workMs ? settled + 1 : 0;
  }
}
