import { durationOf, instantsOf, LatenessMeter, notSent, pace } from '@flotilla/testing/load';
import type { Sample } from '@flotilla/testing/load';
import { seededRandom } from '../../seeded-random';
import { routes } from '../scenario/scenario';
import type { Route, Scenario } from '../scenario/scenario';
import { routeChooser } from './choose-route';
import type { GatewaySender } from './gateway-sender';
import { isBroken } from './stop-rule';
import { Tally } from './tally';
import { Timeline } from './timeline';

export interface LoadRunOptions {
  readonly scenario: Scenario;
  readonly sender: Pick<GatewaySender, 'send'>;
  readonly seed: number;
  /** Ends the load early; what was measured stays. */
  readonly signal: AbortSignal;
}

/** Why a load was over. */
export type Ended = 'completed' | 'interrupted' | 'broke';

/** Requests that may be in flight: what is due beyond is not sent, and has failed. */
const maxInFlight = 2_000;
const users = 1_000;
const judgeEveryMs = 250;

interface UnderWay {
  readonly route: Route;
  /** Known when it has answered. */
  instance?: string;
}

/** One load, from its first request to its last answer, and what is known of it meanwhile. */
export class LoadRun {
  readonly total = new Tally();
  readonly routes: ReadonlyMap<Route, Tally>;
  readonly seconds = new Timeline(1_000);
  /** Long enough for a p99 at moderate rates: what the knee goes by. */
  readonly steps = new Timeline(5_000);
  readonly lateness = new LatenessMeter();
  readonly #options: LoadRunOptions;
  readonly #broke = new AbortController();
  readonly #chooseRoute: () => Route;
  readonly #chooseUser: () => number;
  readonly #underWay = new Map<number, UnderWay>();
  readonly #startedMs = performance.now();
  #lastedMs: number | undefined;

  constructor(options: LoadRunOptions) {
    this.#options = options;
    const { mix } = options.scenario;
    const random = seededRandom(~options.seed);
    this.#chooseRoute = routeChooser(mix, random);
    this.#chooseUser = () => Math.floor(random() * users);
    this.routes = new Map(routes.filter((route) => mix[route]).map((route) => [route, new Tally()]));
  }

  /** Since the load began; stands still from when no more is sent. */
  get elapsedMs(): number {
    return this.#lastedMs ?? performance.now() - this.#startedMs;
  }

  get inFlight(): number {
    return this.#underWay.size;
  }

  /** Resolves when the last request has ended. */
  async run(): Promise<Ended> {
    const { scenario, seed, signal: stop } = this.#options;
    const { phases, arrivals } = scenario;
    const over = AbortSignal.any([stop, this.#broke.signal]);
    over.addEventListener('abort', () => (this.#lastedMs ??= this.elapsedMs), { once: true });
    const judging = setInterval(() => this.#judge(), judgeEveryMs);
    try {
      await pace({
        instants: instantsOf(phases, { arrivals, random: seededRandom(seed) }),
        send: (number, intendedMs) => this.#send(number, intendedMs),
        onSample: (sample, number) => this.#record(sample, number),
        maxInFlight,
        signal: over,
      });
    } finally {
      clearInterval(judging);
    }
    this.#lastedMs ??= durationOf(phases);
    if (stop.aborted) return 'interrupted';
    return this.#broke.signal.aborted ? 'broke' : 'completed';
  }

  #judge(): void {
    const { stopWhen } = this.#options.scenario;
    if (stopWhen && isBroken(this.seconds, stopWhen, this.elapsedMs)) this.#broke.abort();
  }

  async #send(number: number, intendedMs: number): Promise<number> {
    const underWay: UnderWay = { route: this.#chooseRoute() };
    this.#underWay.set(number, underWay);
    this.seconds.begin(intendedMs);
    this.steps.begin(intendedMs);
    const { status, instance } = await this.#options.sender.send(underWay.route, this.#chooseUser());
    if (instance !== undefined) underWay.instance = instance;
    return status;
  }

  #record(sample: Sample, number: number): void {
    // What was not sent is of no route yet: it would have been of one.
    const { route, instance } = this.#underWay.get(number) ?? { route: this.#chooseRoute() };
    this.#underWay.delete(number);
    this.total.record(sample);
    this.routes.get(route)?.record(sample);
    if (sample.outcome !== notSent) this.lateness.record(sample);
    this.seconds.end(sample, instance);
    this.steps.end(sample, instance);
  }
}
