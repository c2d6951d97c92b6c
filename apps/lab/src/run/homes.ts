import type { Run } from './run';
import type { Span } from './span';

/** The instance that answered each user most of the time. */
export function homesOf(run: Run, span: Span): ReadonlyMap<number, string> {
  return new Map(
    [...run.answersByUser(span)].map(([user, answers]) => [user, mostFrequent(answers).instance]),
  );
}

/** Share of the answers that came from their user's home, among users with more than one. */
export function shareAtHome(run: Run, span: Span): number {
  const returning = [...run.answersByUser(span).values()].filter(({ length }) => length > 1);
  const atHome = returning.reduce((sum, answers) => sum + mostFrequent(answers).times, 0);
  return atHome / returning.flat().length;
}

/**
 * Share of the users who are in two spans, and for whom something is true.
 *
 * @param isSo of their homes in the one and in the other
 */
export function shareOfUsers(
  run: Run,
  [before, after]: readonly [Span, Span],
  isSo: (before: string, after: string) => boolean,
): number {
  const later = homesOf(run, after);
  const moves = [...homesOf(run, before)].flatMap(([user, home]) => {
    const other = later.get(user);
    return other === undefined ? [] : [isSo(home, other)];
  });
  return moves.filter(Boolean).length / moves.length;
}

function mostFrequent(answers: readonly string[]): { readonly instance: string; readonly times: number } {
  const times = new Map<string, number>();
  for (const instance of answers) times.set(instance, (times.get(instance) ?? 0) + 1);
  const [[instance, most] = ['', 0]] = [...times].sort(([, one], [, other]) => other - one);
  return { instance, times: most };
}
