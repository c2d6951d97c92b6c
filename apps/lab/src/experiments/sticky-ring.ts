import { atLeast, atMost, none } from '../experiment/bound';
import { fourSigma } from '../experiment/chance';
import { alike, at } from '../experiment/experiment';
import type { Experiment, Hypothesis } from '../experiment/experiment';
import { policies } from '../experiment/variants';
import { shareAtHome, shareOfUsers } from '../run/homes';
import type { Run } from '../run/run';
import type { Span } from '../run/span';

const instances = 5;
const leaving = 3;
const leavingId = `greeter-${leaving}`;
/** Of each instance, on the ring. */
const points = 256;
/** An instance with so many times the mean of the calls in flight is full. */
const crowding = 1.25;

const ratePerSecond = 200;
/** What calls take in the end: 16 of them in flight per instance, twice as many as it takes for one to be full. */
const busyMs = 400;
const meanInFlight = (ratePerSecond * busyMs) / 1_000 / instances;
const settleMs = 500;

const withAll = (run: Run): Span => ({ toMs: run.step(1) });
const withoutOne = (run: Run): Span => ({ fromMs: run.step(1) + settleMs, toMs: run.step(2) });
const withAllAgain = (run: Run): Span => ({ fromMs: run.step(3) + settleMs, toMs: run.step(4) });
const whileBusy = (run: Run): Span => ({ fromMs: run.step(4) + 2 * busyMs });

const moved = (run: Run, isSo: (before: string, after: string) => boolean): number =>
  shareOfUsers(run, [withAll(run), withoutOne(run)], isSo);

const busiest = (run: Run): number =>
  Math.max(...run.instances().map((id) => run.shareOf(id, whileBusy(run)))) * instances;

export const stickyRing: Experiment = {
  name: 'sticky-ring',
  title: 'A ring that keeps users where they are',
  question: 'Who moves when an instance leaves and comes back, and what becomes of one that everybody wants?',
  // What the ring does is asked, not what an instance takes at a time when the machine pauses.
  variants: policies({ admission: { enabled: false } }, 'ring_hash'),
  plan: ({ full, lasting }) => {
    const leaveMs = lasting(15_000, 2_500);
    const startMs = leaveMs + lasting(15_000, 2_500);
    const busyFromMs = startMs + lasting(15_000, 3_500);
    return {
      backends: alike(instances),
      load: {
        ratePerSecond,
        durationMs: busyFromMs + lasting(15_000, 3_000),
        arrivals: 'poisson',
        users: full ? 1_000 : 200,
        favourite: 0.3,
      },
      steps: [
        at(leaveMs, `${leavingId} leaves`, (fleet) => fleet.backend(leaving).leave()),
        at(startMs, 'it starts again', (fleet) => fleet.backend(leaving).start()),
        at(startMs, 'it is ready', () => undefined),
        at(busyFromMs, `calls take ${busyMs} ms`, (fleet) => {
          for (let slot = 1; slot <= instances; slot += 1) fleet.backend(slot).behave({ delayMs: busyMs });
        }),
      ],
    };
  },
  hypotheses: ({ full }) => {
    const users = full ? 1_000 : 200;
    const chance = fourSigma(1 / instances, points * instances, users);
    const claims: readonly Omit<Hypothesis, 'variant'>[] = [
      {
        claim: "calls answered where their user's others are",
        bound: atLeast(0.99, '%'),
        measure: (run) => shareAtHome(run, withAll(run)),
      },
      {
        claim: `users who move when ${leavingId} leaves`,
        bound: atMost(1 / instances + chance, '%'),
        measure: (run) => moved(run, (before, after) => before !== after),
      },
      {
        claim: 'users who move though their instance stays',
        bound: atMost(0.01, '%'),
        measure: (run) => moved(run, (before, after) => before !== leavingId && before !== after),
      },
      {
        claim: 'users at home when it is back',
        bound: atLeast(0.99, '%'),
        measure: (run) =>
          shareOfUsers(run, [withAll(run), withAllAgain(run)], (before, after) => before === after),
      },
      {
        // The limit is rounded up to whole calls.
        claim: 'busiest instance of the mean, one user being 30 % of the load',
        bound: atMost(crowding + 1 / meanInFlight, '×'),
        measure: busiest,
      },
      { claim: 'failed calls', bound: none, measure: (run) => run.failed() },
    ];
    return claims.map((claim) => ({ ...claim, variant: 'ring_hash' }));
  },
};
