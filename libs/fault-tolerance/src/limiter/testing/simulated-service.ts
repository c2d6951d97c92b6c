import type { Code } from '@flotilla/call';
import { Gate } from '../gate';
import type { Ticket } from '../gate';

/** What calls of one kind are. */
export interface Work {
  /** Default `get`. */
  readonly method?: string;
  /** How they end. Default OK. */
  readonly code?: Code;
  /** How long the service works on one. */
  readonly workMs: () => number;
}

export interface Phase {
  readonly untilMs: number;
  /** Offered calls. */
  readonly perSecond: number;
  /** Calls that the service works on at a time; the others wait in its queue. */
  readonly slots: number;
  /** What is called, each as often as the others. */
  readonly works: readonly Work[];
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

interface Admitted {
  readonly work: Work;
  readonly ticket: Ticket;
  readonly beganAt: number;
}

/** A service with a first-come queue behind a gate, event by event, with calls that arrive at random. */
export function simulate(phases: readonly Phase[], random: () => number): Run {
  const run: Run = { answered: [], refusedAt: [], limits: [] };
  const waiting: Admitted[] = [];
  /** Calls that are worked on, by their end. */
  const working: { readonly endsAt: number; readonly call: Admitted }[] = [];
  let now = 0;
  const gate = new Gate({ clock: () => now });

  const begin = ({ slots }: Phase): void => {
    while (working.length < slots) {
      const call = waiting.shift();
      if (!call) return;
      const endsAt = now + call.work.workMs();
      const later = working.findIndex((other) => other.endsAt > endsAt);
      working.splice(later < 0 ? working.length : later, 0, { endsAt, call });
    }
  };
  const arrive = (phase: Phase): void => {
    const { works } = phase;
    const work = works[works.length > 1 ? Math.floor(random() * works.length) : 0];
    if (!work) throw new RangeError('a phase has works');
    const ticket = gate.tryEnter({ kind: 'unary', fullName: work.method ?? 'get' });
    if (!ticket.admitted) return void run.refusedAt.push(now);
    waiting.push({ work, ticket, beganAt: now });
    begin(phase);
  };
  const answer = (phase: Phase, { work, ticket, beganAt }: Admitted): void => {
    ticket.leave(work.code ?? 'OK');
    working.shift();
    run.answered.push({ at: now, latencyMs: now - beganAt });
    run.limits.push({ at: now, limit: gate.limit });
    begin(phase);
  };

  for (const phase of phases) {
    const gapMs = (): number => (-Math.log(1 - random()) * 1_000) / phase.perSecond;
    let arrivesAt = now + gapMs();
    while (now < phase.untilMs) {
      const next = working[0];
      if (next && next.endsAt <= arrivesAt) {
        now = next.endsAt;
        answer(phase, next.call);
      } else {
        now = arrivesAt;
        arrivesAt += gapMs();
        arrive(phase);
      }
    }
  }
  return run;
}
