/** A call is 20 ms of work at most: when one in a hundred takes longer than this, the machine is behind. */
const settledMs = 50;
const settledRounds = 2;

/**
 * Repeats rounds of load until two in a row are fast, or for `mostRounds`. Code is compiled and connections are open by then:
 * what a start costs, the backlog that it leaves included, is no experiment's question.
 *
 * @param round puts load on for a while; resolves to its p99 in milliseconds
 */
export async function warmUp(
  round: () => Promise<number>,
  mostRounds: number,
  signal: AbortSignal,
): Promise<void> {
  let settled = 0;
  for (let rounds = 0; rounds < mostRounds && settled < settledRounds; rounds += 1) {
    const p99Ms = await round();
    signal.throwIfAborted();
    settled = p99Ms <= settledMs ? settled + 1 : 0;
  }
}
