import type { Limit } from '../limit';

export interface Phase {
  readonly untilMs: number;
  /** Offered calls. */
  readonly perSecond: number;
  /** Calls that the service works on at a time; the others wait in its queue. */
  readonly slots: number;
  /** How long the service works on a call. */
  readonly workMs: () => number;
}

interface Answered {
  readonly at: number;
  readonly latencyMs: number;
}

/** What happened, in order of time. */
export interface Run {
  readonly answered: Answered[];
  readonly refusedAt: number[];
  /** The limit after each answer. */
  readonly limits: { readonly at: number; readonly limit: number }[];
}

/** A service with a first-come queue behind a limit, event by event, with calls that arrive at random. */
export function simulate(limit: Limit, phases: readonly Phase[], random: () => number): Run {
  const run: Run = { answered: [], refusedAt: [], limits: [] };
  const waiting: number[] = [];
  /** Calls that are worked on: when each ends and when it began, by its end. */
  const working: { readonly endsAt: number; readonly beganAt: number }[] = [];
  let now = 0;

  const work = ({ slots, workMs }: Phase): void => {
    while (working.length < slots) {
      const beganAt = waiting.shift();
      if (beganAt === undefined) return;
      const endsAt = now + workMs();
      const later = working.findIndex((other) => other.endsAt > endsAt);
      working.splice(later < 0 ? working.length : later, 0, { endsAt, beganAt });
    }
  };
  const arrive = (phase: Phase): void => {
    if (waiting.length + working.length >= limit.current) return void run.refusedAt.push(now);
    waiting.push(now);
    work(phase);
  };
  const answer = (phase: Phase, beganAt: number): void => {
    limit.sample(now - beganAt, waiting.length + working.length, now, true);
    working.shift();
    run.answered.push({ at: now, latencyMs: now - beganAt });
    run.limits.push({ at: now, limit: limit.current });
    work(phase);
  };

  for (const phase of phases) {
    const gapMs = (): number => (-Math.log(1 - random()) * 1_000) / phase.perSecond;
    let arrivesAt = now + gapMs();
    while (now < phase.untilMs) {
      const next = working[0];
      if (next && next.endsAt <= arrivesAt) {
        now = next.endsAt;
        answer(phase, next.beganAt);
      } else {
        now = arrivesAt;
        arrivesAt += gapMs();
        arrive(phase);
      }
    }
  }
  return run;
}
